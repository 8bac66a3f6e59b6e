import { CredentialsError, credentialsFrom } from "../../lib/ctl/credentials";

test.each([
  [{ CLC_BEARER_TOKEN: "t" }, { token: "t" }],
  [{ CLC_USERNAME: "u", CLC_PASSWORD: "p" }, { login: { username: "u", password: "p" } }],
  [
    { CLC_BEARER_TOKEN: "t", CLC_USERNAME: "u", CLC_PASSWORD: "p" },
    { token: "t", login: { username: "u", password: "p" } },
  ],
  [
    { CLC_BEARER_TOKEN: "", CLC_USERNAME: "u", CLC_PASSWORD: " p " },
    { login: { username: "u", password: " p " } },
  ],
])("%j is enough", (env, credentials) => {
  expect(credentialsFrom(env)).toEqual(credentials);
});

test.each([
  [{}, "no credentials: set CLC_USERNAME and CLC_PASSWORD, or CLC_BEARER_TOKEN"],
  [{ CLC_USERNAME: "u" }, "CLC_USERNAME is set but CLC_PASSWORD is not"],
  [{ CLC_PASSWORD: "secret", CLC_BEARER_TOKEN: "t" }, "CLC_PASSWORD is set but CLC_USERNAME is not"],
  [{ CLC_BEARER_TOKEN: "secret\n" }, "CLC_BEARER_TOKEN holds characters that no token has"],
])("%j is refused in one sentence that shows no secret", (env, sentence) => {
  expect(() => credentialsFrom(env)).toThrow(sentence);
  expect(() => credentialsFrom(env)).toThrow(CredentialsError);
  expect(() => credentialsFrom(env)).not.toThrow(/secret/);
});
