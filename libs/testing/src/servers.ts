export interface Servers {
  mongo: string;
  amqp: string;
  redis: string;
  /** The mail catcher: where it takes mail, and where it shows it. */
  mail?: { smtp: string; web: string };
}

/** Where the tests find their servers; throws a sentence when no MongoDB is named. */
export function servers(environment: NodeJS.ProcessEnv = process.env): Servers {
  const { MONGODB_URI, AMQP_URL, REDIS_URL, MAIL_SMTP_URL, MAIL_WEB_URL } = environment;
  if (!MONGODB_URI)
    throw new Error(
      'Tests that need servers find MongoDB through MONGODB_URI. `npm test` starts one and sets it; ' +
        'to run a single file by hand, start the stack and pass MONGODB_URI yourself.',
    );
  return {
    mongo: MONGODB_URI,
    amqp: AMQP_URL ?? 'amqp://guest:guest@127.0.0.1:5672',
    redis: REDIS_URL ?? 'redis://127.0.0.1:6379',
    ...(MAIL_SMTP_URL && MAIL_WEB_URL && { mail: { smtp: MAIL_SMTP_URL, web: MAIL_WEB_URL } }),
  };
}
