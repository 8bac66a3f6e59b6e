// What a user of the Go SDK does, on the emulator; only CLC_BASE_URL is set. Prints a line per step that passed.
package main

import (
	"fmt"
	"os"
	"time"

	sdk "github.com/CenturyLinkCloud/clc-sdk"
	"github.com/CenturyLinkCloud/clc-sdk/api"
	"github.com/CenturyLinkCloud/clc-sdk/status"
)

func step(name string, passed bool, err error) {
	if err != nil || !passed {
		fmt.Printf("not ok %s: %v\n", name, err)
		os.Exit(1)
	}
	fmt.Printf("ok %s\n", name)
}

func main() {
	group, target := os.Getenv("GROUP"), os.Getenv("TARGET_GROUP")
	client := sdk.New(api.EnvConfig())
	client.Status.PollInterval = 50 * time.Millisecond
	wait := func(id string) (string, error) {
		poll := make(chan *status.Response, 1)
		err := client.Status.Poll(id, poll)
		if err != nil {
			return "", err
		}
		return (<-poll).Status, nil
	}

	before, err := client.Group.Get(group)
	step("log in and read a group", err == nil && before.Status == "active", err)
	link, err := client.Group.Archive(group)
	step("archive a group", err == nil && link.ID != "", err)
	word, err := wait(link.ID)
	step("wait for it", word == "succeeded", err)
	_, err = client.Group.Restore(group, target)
	step("restore it", true, err)
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if after, err := client.Group.Get(group); err == nil && after.Status == "active" {
			step("it is active again", true, nil)
			return
		}
	}
	step("it is active again", false, nil)
}
