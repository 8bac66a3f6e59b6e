/**
 * What to say of an environment that makes Node accept any certificate.
 *
 * @param endpoint the origin of the API
 */
export function uncheckedTls(
  env: Readonly<Record<string, string | undefined>>,
  endpoint: string,
): string | undefined {
  return env.NODE_TLS_REJECT_UNAUTHORIZED === "0" && endpoint.startsWith("https:")
    ? `NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate, so that whoever is on the way to ${endpoint} can read the password; unset it, and set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority`
    : undefined;
}
