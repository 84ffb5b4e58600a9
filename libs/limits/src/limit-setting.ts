import { z } from 'zod';

/** How much within how long. */
export interface Limit {
  readonly quota: number;
  readonly seconds: number;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** A setting: `300/1m` is 300 within a minute, `off` no limit. */
export const limitSetting = (usual: string) =>
  z
    .string()
    .regex(/^(off|[1-9]\d{0,6}\/[1-9]\d{0,3}[smh])$/, 'Expected a count and a time such as 300/1m, or off')
    .default(usual)
    .transform((text): Limit | null => {
      const [, quota, times, unit] = /^(\d+)\/(\d+)([smh])$/.exec(text) ?? [];
      return unit ? { quota: Number(quota), seconds: Number(times) * (SECONDS[unit] ?? 1) } : null;
    });
