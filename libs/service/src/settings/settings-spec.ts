import type { z } from 'zod';

/** The environment variables of one service: name → schema with `.describe()`. */
export interface SettingsSpec<S extends z.ZodRawShape = z.ZodRawShape> {
  readonly shape: S;
}

export type SettingsOf<T extends SettingsSpec> = Readonly<z.output<z.ZodObject<T['shape']>>>;

export function defineSettings<S extends z.ZodRawShape>(shape: S): SettingsSpec<S> {
  return { shape };
}
