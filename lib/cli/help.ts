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

export const EMULATE_EXIT_CODES = `
Exit codes:
  0 stopped by a signal   1 failed   2 wrong usage, or the port is in use`;

/** Names the page of the package that says more. */
export const more = (page: string): string => `More: docs/${page} in the package cdktf-archived-group`;
