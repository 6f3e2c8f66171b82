import type { AccessToken } from "./call.ts";

/**
 * Tokens of the process's own service account for one OAuth scope. The library is loaded with the first token, so that
 * processes without credentials never pay for it. A failure is not remembered.
 */
export function accessToken(scope: string): AccessToken {
  let client: Promise<AccessToken> | undefined;
  return async () => {
    client ??= openClient(scope).catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    return (await client)();
  };
}

async function openClient(scope: string): Promise<AccessToken> {
  const { GoogleAuth } = await import("google-auth-library");
  const auth = new GoogleAuth({ scopes: [scope] });
  return async () => {
    const token = await auth.getAccessToken();
    if (!token) throw new Error(`No access token for ${scope}`);
    return token;
  };
}
