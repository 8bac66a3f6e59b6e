import { SETTINGS } from "../../contract/settings";
import { Lazy, type TerraformResource } from "../framework";
import { toReadableHcl } from "../hcl";

/** What a rendered carrier must hold, whoever has changed it. */
export interface OwnPart {
  /** The attributes that must not replace the resource, such as `triggers["impact"]`. */
  readonly ignored: readonly string[];
  readonly preconditions: readonly { readonly condition: string; readonly errorMessage: string }[];
  /** The attributes that hold texts, or maps of them. */
  readonly texts: readonly string[];
}

/** What Terraform reads of one resource. */
type Attributes = Record<string, unknown>;

/**
 * Has the last word on what Terraform reads of a resource. Our part of `lifecycle` is merged in when everybody else has had
 * their say: an assignment, an Aspect, or an override of the whole block. Without it, the card of the next deploy would
 * replace the resource, and restore its group. And HCL gets to mean what the JSON means.
 */
export function finishRendering(resource: TerraformResource, own: OwnPart): void {
  const finish = (render: () => object, isHcl: boolean) => () =>
    Lazy.anyValue({
      produce: (context) => {
        const fragment = context.resolve(render());
        const preconditions = own.preconditions.map(({ condition, errorMessage }) =>
          context.resolve({ condition, error_message: errorMessage }),
        );
        for (const attributes of attributesIn(fragment)) {
          attributes.lifecycle = withOwn(attributes.lifecycle, own.ignored, preconditions);
          if (isHcl) toReadableHcl(attributes, own.texts, isOurs);
        }
        return fragment;
      },
    });
  resource.toTerraform = finish(resource.toTerraform.bind(resource), false);
  resource.toHclTerraform = finish(resource.toHclTerraform.bind(resource), true);
}

/** Whether it is what our hook is told. */
function isOurs(environment: unknown): boolean {
  return SETTINGS.group.variable in Object(environment);
}

/** A resource that was moved away renders none. */
function attributesIn({ resource }: { resource?: Record<string, Record<string, Attributes>> }): Attributes[] {
  return Object.values(resource ?? {}).flatMap((named) => Object.values(named));
}

function withOwn(
  lifecycle: unknown,
  ignored: readonly string[],
  preconditions: readonly unknown[],
): Attributes {
  const { ignore_changes, precondition, ...others } = Object(lifecycle) as Attributes;
  return {
    ...others,
    // "all" hides more than the card; the check of the rendered stack refuses it.
    ignore_changes: typeof ignore_changes === "string" ? ignore_changes : union(ignore_changes, ignored),
    ...((precondition !== undefined || preconditions.length > 0) && {
      precondition: union(precondition, preconditions),
    }),
  };
}

/** @param theirs a list, or what is no list and so counts for nothing */
function union(theirs: unknown, ours: readonly unknown[]): unknown[] {
  const all = [...(Array.isArray(theirs) ? theirs : []), ...ours];
  const byText = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}
