/** What an invitation says besides its link. */
export interface InvitationWords {
  firstName: string;
  accountName: string;
  /** With these one signs in later on. Absent in what was stored before they were told. */
  accountSlug?: string;
  username?: string;
  /** Absent when no person invites. */
  invitedBy?: string;
  expiresAt: Date;
  /** That of the account; UTC where it is not known. */
  timeZone?: string;
}
