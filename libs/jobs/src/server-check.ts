export interface ServerVerdict {
  /** Why the service must not start with this server. */
  refusal: string | null;
  warning: string | null;
}

/** Judges a Redis by the text of its INFO: a queue must not be evicted, and should survive a crash. */
export function judgeServer(info: string): ServerVerdict {
  const value = (key: string) => new RegExp(`^${key}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const policy = value('maxmemory_policy');
  const refusal =
    policy !== undefined && policy !== 'noeviction'
      ? `Redis evicts keys (maxmemory-policy ${policy}), which loses jobs. Set it to noeviction and start again.`
      : null;
  const warning =
    value('aof_enabled') === '1'
      ? null
      : 'Redis runs without AOF: a crash loses every queued job, and sweepers have to ask for all of them again. ' +
        'Set appendonly yes.';
  return { refusal, warning };
}
