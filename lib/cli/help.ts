/** What the help of a command says below its flags. */
export const ENVIRONMENT = `
Environment:
  CLC_USERNAME, CLC_PASSWORD   the login; or
  CLC_BEARER_TOKEN             a token, used first when both are set
  CLC_BASE_URL                 where the API answers (default "https://api.ctl.io")
  CLC_ALLOW_HTTP=1             allow plain http to hosts other than loopback
  ARCHIVED_GROUP_STATE_DIR     where journals, receipts, locks and the token of the login are kept
  HTTPS_PROXY, NO_PROXY        an http or https proxy, never used to reach this machine
  NODE_EXTRA_CA_CERTS          a file with the certificate of an authority to trust`;

export const STATE_DIRECTORY = `
Environment:
  ARCHIVED_GROUP_STATE_DIR     where receipts are kept`;

export const RECEIPTS_EXIT_CODES = `
Exit codes:
  0 listed, also when there are none   1 failed   2 wrong usage`;

export const ARCHIVE_EXIT_CODES = `
Exit codes:
  0 archived   1 failed   2 wrong usage   3 credentials   4 not known yet, run again   5 refused by a guardrail
  130 interrupted`;

export const RESTORE_EXIT_CODES = `
Exit codes:
  0 active   1 failed   2 wrong usage   3 credentials   4 not known yet, run again   5 refused, nothing was sent
  130 interrupted`;

export const STATUS_EXIT_CODES = `
Exit codes:
  0 shown, archived or not   1 no such group, or no answer   2 wrong usage   3 credentials   130 interrupted`;

export const REVIEW_EXIT_CODES = `
Exit codes:
  0 written, also when the plan archives nothing   1 failed, or the survey in it is newer than this   2 wrong usage,
  or it is no plan`;

export const EMULATE_EXIT_CODES = `
Exit codes:
  0 stopped by a signal   1 failed   2 wrong usage, or the port is in use`;

export const PIN_EXIT_CODES = `
Exit codes:
  0 written   1 failed, nothing was written   2 wrong usage   3 credentials   130 interrupted`;

export const DRIFT_EXIT_CODES = `
Exit codes:
  0 no drift   1 failed   2 wrong usage   3 credentials   6 drift found   130 interrupted`;

/** Names the page of the package that says more. */
export const more = (page: string): string => `More: docs/${page} in the package cdktf-archived-group`;
