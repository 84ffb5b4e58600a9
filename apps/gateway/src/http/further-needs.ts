import { type Caller, type EndpointContract, Fault } from '@seatkeeper/contracts';

/** Why a caller may not have all that a body asks for, if so. */
export function refuseBody(
  { needsToo = {} }: Pick<EndpointContract, 'needsToo'>,
  { permissions }: Pick<Caller, 'permissions'>,
  body: unknown,
): Fault | null {
  const beyond = Object.entries(needsToo).find(
    ([part, permission]) => asksFor(body, part) && !permissions.includes(permission),
  );
  return beyond ? Fault.withoutPermission(beyond[1]) : null;
}

/** Whether a body has a part, by its names with dots between, that is not false. */
function asksFor(body: unknown, part: string): boolean {
  const at = (of: unknown, name: string): unknown => (of as Record<string, unknown> | undefined)?.[name];
  return Boolean(part.split('.').reduce(at, body));
}
