import type audit from './en/audit.json';
import type groups from './en/groups.json';
import type handOvers from './en/hand-overs.json';
import type home from './en/home.json';
import type invitations from './en/invitations.json';
import type invite from './en/invite.json';
import type leaving from './en/leaving.json';
import type licences from './en/licences.json';
import type messages from './en/messages.json';
import type organisation from './en/organisation.json';
import type people from './en/people.json';
import type permissions from './en/permissions.json';
import type person from './en/person.json';
import type problems from './en/problems.json';
import type profile from './en/profile.json';
import type seats from './en/seats.json';
import type sending from './en/sending.json';
import type settings from './en/settings.json';
import type security from './en/security.json';
import type sharedItems from './en/shared-items.json';
import type sso from './en/sso.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';
import type trail from './en/trail.json';
import type views from './en/views.json';
import type webhooks from './en/webhooks.json';
import type wordings from './en/wordings.json';

/** The name of every text; a page adds its catalogue here, and the compiler holds it to the names. */
export type WordId =
  | keyof typeof audit
  | keyof typeof groups
  | keyof typeof handOvers
  | keyof typeof home
  | keyof typeof invitations
  | keyof typeof invite
  | keyof typeof leaving
  | keyof typeof licences
  | keyof typeof messages
  | keyof typeof organisation
  | keyof typeof people
  | keyof typeof permissions
  | keyof typeof person
  | keyof typeof problems
  | keyof typeof profile
  | keyof typeof seats
  | keyof typeof sending
  | keyof typeof settings
  | keyof typeof security
  | keyof typeof shell
  | keyof typeof sharedItems
  | keyof typeof sso
  | keyof typeof signIn
  | keyof typeof trail
  | keyof typeof views
  | keyof typeof webhooks
  | keyof typeof wordings;
