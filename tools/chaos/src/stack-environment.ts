const UNLIMITED = '1000000/1m';

/** A stack with servers of its own, which may be killed, and without limits: all callers come from one address. */
export const STACK_ENVIRONMENT: Readonly<Record<string, string>> = {
  ...{ OWN_SERVERS: '1', SEED: 'none', MONGODB_URI: '', AMQP_URL: '', REDIS_URL: '', PUBLIC_URL: '' },
  ...{ CONFIRM_ADDRESSES: 'false', BUS_STRICT: 'true' },
  ...Object.fromEntries(
    ['SIGN_IN', 'SIGN_UP', 'INVITATION', 'REFRESH', 'PUBLIC', 'FAILURES', 'USER', 'ACCOUNT'].map((limit) => [
      `LIMIT_${limit}`,
      UNLIMITED,
    ]),
  ),
};
