import type { CarrierType } from "./carriers/carrier";
import type { ITerraformDependable } from "./framework";
import type { ArchiveGuardrails } from "./guard-archives";

/**
 * What is to be archived, and under which conditions. Strings may be tokens of other resources, but for `carrier`, `state`,
 * `onDestroy` and `protectedNames`; beside `onDestroy: "restore"`, `timeout`, `endpoint` and `restoreTo` may not be, either.
 */
export interface ArchivedGroupProps extends ArchiveGuardrails {
  /** Short code of the account, such as `"ALTD"`. Case does not matter. */
  readonly accountAlias: string;
  /** Id of the group: 32 hex digits. Case does not matter. */
  readonly groupId: string;
  /**
   * The name that the group must have; with any other name the apply refuses before it sends anything. Names are compared as
   * people read them: in NFC, without characters that nobody sees, with white space collapsed; case matters.
   * @default - any name
   */
  readonly expectedName?: string;
  /**
   * How long the apply waits in all, such as `"90m"` or `"1h30m"`. The operation goes on when it is over, and the
   * next apply continues with it.
   * @default "4h"
   */
  readonly timeout?: string;
  /**
   * The only API that this declaration is for, such as `"https://api.ctl.io"`: the apply refuses when
   * `CLC_BASE_URL` leads elsewhere. It never decides where credentials go.
   * @default - whichever API the apply is configured for
   */
  readonly endpoint?: string;
  /**
   * The Terraform resource that carries the intent.
   * @default "null_resource"
   */
  readonly carrier?: CarrierType;
  /**
   * What has to be done before the group is archived.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * What the declaration asks for. `"restored"` undoes an archive in code, and is the step before its removal: the resource
   * is replaced, and its hook restores the group.
   * @default "archived"
   */
  readonly state?: "archived" | "restored";
  /**
   * What `cdktf destroy`, or a change to another group, does to a group that this declaration has archived. Terraform does
   * not ask when the declaration is deleted from the code, nor when the last archive has failed: then the group stays as it
   * is.
   * @default "retain": it stays archived
   */
  readonly onDestroy?: "retain" | "restore";
  /**
   * Whether the platform may say that there is no such group, because it hides what is archived. Otherwise that fails the synth,
   * as a mistake in the id, where no pin and no receipt knows of the group.
   * @default false
   */
  readonly mayBeHidden?: boolean;
  /**
   * Id of the group that a restore puts the declared group into. A group that it has taken the place of goes where it was.
   * @default - where it was, as the pin, the survey before the archive, or the receipt of this machine says
   */
  readonly restoreTo?: string;
}
