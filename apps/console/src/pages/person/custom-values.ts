import type { CustomField } from '../people/profile-fields.js';

interface CustomValue {
  readonly key: string;
  readonly label: string;
  readonly kind: CustomField['type'];
  readonly value: string | number | boolean | undefined;
}

/** The own fields of an account, in its order and with its labels; then values whose field is not defined, or no longer. */
export function customValues(
  values: Readonly<Record<string, string | number | boolean>>,
  defined: readonly CustomField[],
): CustomValue[] {
  const known = defined.map(({ key, label, type, choices }): CustomValue => {
    const value = values[key];
    const choice = choices.find((one) => one.value === value);
    return { key, label, kind: type, value: choice?.label ?? value };
  });
  const others = Object.keys(values).filter((key) => !defined.some((field) => field.key === key));
  return [
    ...known,
    ...others.map((key): CustomValue => ({ key, label: key, kind: 'text', value: values[key] })),
  ];
}
