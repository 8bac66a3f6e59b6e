/** `5`, `true` and `null` are JSON without quotes, `busy` is text. */
export function literal(bare: string): unknown {
  return /^(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false|null)$/i.test(bare) ? parseOr(bare) : bare;
}

function parseOr(bare: string): unknown {
  try {
    return JSON.parse(bare);
  } catch {
    return bare;
  }
}
