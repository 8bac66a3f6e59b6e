import type { Answer } from "./answer";

/** All errors of the emulated service, each with the grade of its evidence. */
export const errors = {
  /** [DOC] authentication overview; the recorded Content-Length is 89. */
  badCredentials: (): Answer =>
    message(400, "We didn't recognize the username or password you entered. Please try again."),

  /** [INF] The ASP.NET default; the body was never recorded. Missing, expired and revoked tokens alike. */
  unauthorized: (): Answer => message(401, "Authorization has been denied for this request."),

  /** [INF] 403 is documented, its body is not. */
  forbidden: (): Answer => message(403, "You do not have permission to perform this operation."),

  /** [REC] for servers and data centers, [INF] for groups and status ids: no body and no Content-Type. */
  notFound: (): Answer => ({ status: 404 }),

  /** [REC] on v2-experimental; [INF] for all other unknown paths. */
  noSuchRoute: (): Answer => message(404, "The requested resource does not exist."),

  /** [INF] The ASP.NET default for a wrong method; 405 was never recorded. */
  methodNotAllowed: (method: string, allowed: readonly string[]): Answer => ({
    ...message(405, `The requested resource does not support http method '${method}'.`),
    headers: { Allow: allowed.join(", ") },
  }),

  /** [CODE] `modelState` of a validation error maps fields to sentences; the empty key has errors of state. */
  invalid: (modelState?: Record<string, readonly string[]>): Answer => ({
    status: 400,
    body: { message: "The request is invalid.", ...(modelState && { modelState }) },
  }),

  /** [INF] from the recorded sentence about servers and from code 6 of v1. */
  groupNotActive: (): Answer => errors.invalid({ "": ["The group must be in Active state."] }),

  /** [INF] Root, Archive and Templates groups carry no archive link; what a POST gets was never recorded. */
  groupNotArchivable: (): Answer => errors.invalid({ "": ["The group cannot be archived."] }),

  /** [CODE] `name` is recorded in a client's tests; [INF] the same sentence for the others. */
  required: (field: string): Answer =>
    errors.invalid({ [`body.${field}`]: [`The ${field} field is required.`] }),

  /** [INF] after the recorded "The network … is not valid." */
  notValid: (field: string, what: string): Answer =>
    errors.invalid({ [`body.${field}`]: [`The ${what} is not valid.`] }),

  /** [INF] Root, Archive and Templates groups have no DELETE among their verbs. */
  groupNotDeletable: (): Answer => errors.invalid({ "": ["The group cannot be deleted."] }),

  /** [INF] after the recorded "The server must be in Active or Archived state." */
  serverNotArchived: (): Answer => errors.invalid({ "": ["The server must be in Archived state."] }),

  /** [INF] after the recorded "The server must be in Active or Archived state." */
  serverNotActive: (): Answer => errors.invalid({ "": ["The server must be in Active state."] }),

  /** [INF] The real service has these calls; the emulator says that it does not. */
  notEmulated: (): Answer => message(501, "This part of the API is not emulated."),

  /** [INF] RFC 9110, section 15.5.20. It keeps web pages from reaching the emulator by DNS rebinding. */
  wrongHost: (): Answer =>
    message(421, "The emulator answers to the names of this machine only; start it with --host for others."),

  /** [INF] The real limit is not known. */
  bodyTooLarge: (): Answer => ({
    ...message(413, "The request is too large."),
    headers: { Connection: "close" },
  }),

  /** [REC] A transient failure, seen on GET of two groups within a second. */
  internal: (): Answer => message(500, "An error has occurred."),

  /** [INF] 429 was never seen; the body is in the service's usual shape. */
  tooManyRequests: (): Answer => message(429, "Too many requests."),

  /** [INF] A user reported 503, without its body. */
  unavailable: (status: 502 | 503 | 504 = 503): Answer => message(status, "The service is unavailable."),
};

/** The usual answer with this status, for faults that give no body. */
export function defaultError(status: number): Answer {
  switch (status) {
    case 400:
      return errors.invalid();
    case 401:
      return errors.unauthorized();
    case 403:
      return errors.forbidden();
    case 404:
      return errors.notFound();
    case 429:
      return errors.tooManyRequests();
    case 502:
    case 503:
    case 504:
      return errors.unavailable(status);
    default:
      return status >= 500 ? { ...errors.internal(), status } : { status };
  }
}

function message(status: number, text: string): Answer {
  return { status, body: { message: text } };
}
