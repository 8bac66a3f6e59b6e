import { Judge, type Played } from "./judge";
import { GROUP_ID, ScratchWorld } from "./scratch-world";
import type { Act, Trial } from "./trial";

/** Plays a trial to its end and judges it. */
export async function play(trial: Trial): Promise<Played> {
  const world = await ScratchWorld.create(trial);
  const judge = new Judge(world, trial);
  try {
    for (const act of trial.acts) await carryOut(act, world, judge);
    world.calmDown();
    await judge.converge();
    await judge.checkAcceptances();
    await judge.checkFiles();
    return judge;
  } finally {
    await world.end();
  }
}

async function carryOut(act: Act, world: ScratchWorld, judge: Judge): Promise<void> {
  const { act: name, ...details } = act;
  judge.trace.push(`${name} ${JSON.stringify(details)}`);
  switch (act.act) {
    case "run":
      return judge.note(await world.run(act.run));
    case "two runs":
      return (await Promise.all(act.runs.map((run) => world.run(run)))).forEach((ran) => {
        judge.note(ran);
      });
    case "two machines": {
      const one = { verb: "archive", targeted: false, elsewhere: false, killAt: act.killAt } as const;
      const both = [world.run(one), world.run({ ...one, elsewhere: true, killAt: 0 })];
      return (await Promise.all(both)).forEach((ran) => {
        judge.note(ran);
      });
    }
    case "gateway":
      return world.gateway?.play(act);
    case "delete servers":
      return world.deleteServers(act.many);
    case "pause":
      return world.pass(act.seconds);
    case "lose state":
      judge.lost();
      return world.loseState();
    case "break journal":
      judge.lost();
      return world.breakFiles("journals");
    case "break tokens":
      return world.breakFiles("tokens");
    case "restore":
      // Somebody restores what is archived; what is in flight cannot be restored (API v1, code 6).
      if (world.isArchived) world.emulator.restoreGroup(GROUP_ID);
      return;
    case "revoke tokens":
      return world.emulator.revokeTokens();
  }
}
