/** The forms in which a password goes over the wire, and in which a server may quote it. */
const formsOf = (user: string, password: string): string[] => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return [base64(`\u0000${user}\u0000${password}`), base64(password), password];
};

/** The words of a server are shown to administrators, who need not know the password; some servers repeat what they were told. */
export const withoutCredentials =
  (user: string | undefined, password: string | null) =>
  (words: string): string =>
    password === null
      ? words
      : formsOf(user ?? '', password).reduce((text, form) => text.replaceAll(form, '…'), words);
