import type home from './en/home.json';
import type invite from './en/invite.json';
import type people from './en/people.json';
import type problems from './en/problems.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';

/** The name of every text; a page adds its catalogue here, and the compiler holds it to the names. */
export type WordId =
  | keyof typeof home
  | keyof typeof invite
  | keyof typeof people
  | keyof typeof problems
  | keyof typeof shell
  | keyof typeof signIn;
