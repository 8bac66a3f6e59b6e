"""What a user of the Python SDK does, on the emulator; only ENDPOINT_URL_V2 is set. Prints a line per step that passed."""

import os
import sys

import clc

URL, GROUP, EMPTY = os.environ["CLC_BASE_URL"], os.environ["GROUP"], os.environ["EMPTY_GROUP"]
clc.defaults.ENDPOINT_URL_V2 = URL


def step(name, passed):
    print(("ok " if passed else "not ok ") + name, flush=True)
    if not passed:
        sys.exit(1)


def done(requests):
    return requests.WaitUntilComplete(poll_freq=0.05, timeout=60) == 0


def fails(call, words):
    try:
        call()
    except Exception as error:
        return words in str(error)
    return False


clc.v2.SetCredentials(os.environ["CLC_USERNAME"], "wrong")
step("a wrong password is told as such", fails(clc.v2.Account, "We didn't recognize the username or password"))
clc.v2.SetCredentials(os.environ["CLC_USERNAME"], os.environ["CLC_PASSWORD"])
step("log in and read the account", clc.v2.Account().primary_datacenter == "DE1")
session = clc.v2.get_session(os.environ["CLC_USERNAME"], os.environ["CLC_PASSWORD"])
step("log in with a form", session["alias"] == clc.ALIAS)
step("list data centers", [str(one) for one in clc.v2.Datacenter.Datacenters()] == ["de1", "ca1"])
root = clc.v2.Datacenter("DE1").RootGroup()
step("find a group by its name", root.Subgroups().Get("Web Applications").id == GROUP)
group = clc.v2.Group(GROUP)
step("read a group's servers", sorted(group.Servers().servers_lst) == ["DE1ALTDWEB01", "DE1ALTDWEB02"])
step("read an unknown server", fails(lambda: clc.v2.Server("DE1ALTDNONE01"), "Server does not exist"))
server = clc.v2.Server("DE1ALTDWEB01")
step("read a server", (server.status, server.memory, server.power_state) == ("active", 4, "started"))
step("read a server's prices", server.PriceHourly() > 0)
step("read a group's defaults", group.Defaults("cpu") is None)

step("pause a server", done(server.Pause()) and clc.v2.Server(server.id).power_state == "paused")
step("pause it again: nothing to do", done(server.Pause()))
step("power all servers of a group on", done(group.PowerOn()) and clc.v2.Server(server.id).power_state == "started")
step("shut a server down", done(server.ShutDown()) and clc.v2.Server(server.id).power_state == "stopped")
moved = clc.v2.API.Call(
    "PATCH", "servers/%s/%s" % (clc.ALIAS, server.id), '[{"op":"set","member":"groupId","value":"%s"}]' % root.id
)
step("move a server to another group", moved == {} and clc.v2.Server(server.id).group_id == root.id)

made = group.Create("Made by the SDK", "with a description")
step("create a group", clc.v2.Group(made.id).description == "with a description")
step("delete a group", done(made.Delete()) and fails(lambda: clc.v2.Group(made.id), "404"))

step("archive the servers of a group", done(group.Archive()) and clc.v2.Server("DE1ALTDWEB02").status == "archived")
step("archive them again: nothing to do", done(clc.v2.Servers(["DE1ALTDWEB02"]).Archive()))
archived = clc.v2.Server("DE1ALTDWEB02")
step("archived servers are in the group Archive", archived.Group().type == "archive")
restore = '{"targetGroupId": "%s"}' % GROUP
step(
    "restore a server",
    done(clc.v2.Requests(clc.v2.API.Call("POST", "servers/%s/%s/restore" % (clc.ALIAS, archived.id), restore)))
    and clc.v2.Server(archived.id).status == "active",
)
step("delete a server", done(archived.Delete()) and fails(lambda: clc.v2.Server(archived.id), "does not exist"))

link = clc.v2.API.Call("POST", "groups/%s/%s/archive" % (clc.ALIAS, GROUP))
step("archive a group", done(clc.v2.Requests(link)) and clc.v2.Group(GROUP).status == "archived")
answer = clc.v2.API.Call("POST", "groups/%s/%s/restore" % (clc.ALIAS, GROUP), '{"targetGroupId": "%s"}' % root.id)
step("restore a group", done(clc.v2.Requests(answer)) and clc.v2.Group(GROUP).status == "active")
