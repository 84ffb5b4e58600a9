import type { IDToken, UserInfoResponse } from 'openid-client';

/**
 * What a provider tells of somebody in its token and when asked, where the token counts more. That an address is verified is
 * said of the address beside it: of another one, that comes by the other way, it says nothing.
 */
export function toldTogether(token: IDToken, asked: UserInfoResponse): IDToken {
  const { email = asked.email, email_verified: ofToken, ...rest } = token;
  const { email_verified: ofAsked, ...others } = asked;
  const said = [token.email === email ? ofToken : undefined, asked.email === email ? ofAsked : undefined];
  const verified = said.find((each) => each !== undefined);
  return {
    ...others,
    ...rest,
    ...(email !== undefined && { email }),
    ...(verified !== undefined && { email_verified: verified }),
  };
}
