// Made of docs/reference/openapi.json by `npm run docs`.

/** Their answers are kept nowhere, so they take no Idempotency-Key. */
export const SECRET_ANSWERS: ReadonlySet<string> = new Set([
  "/v1/account/affiliates/{id}/enter",
  "/v1/auth/password",
  "/v1/auth/prove",
  "/v1/auth/refresh",
  "/v1/auth/sign-in",
  "/v1/invitations/{token}/accept",
  "/v1/me/factors",
  "/v1/me/factors/{factorId}/confirm",
  "/v1/me/factors/recovery-codes",
  "/v1/users/{id}/api-keys",
  "/v1/webhook-endpoints",
  "/v1/webhook-endpoints/{id}/secret"
]);

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that verify access tokens (RFC 7517) */
        get: operations["signingKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List groups with their people, or find one
         * @description Needs the permission `users.read`.
         *
         *     `filter` knows `displayName`, `externalId`, `id` and `members.value` with `eq`, and `and` between them. With `excludedAttributes=members` the people are not looked for.
         */
        get: operations["listScimGroups"];
        put?: never;
        /**
         * Create a group, which allows nothing until somebody says what
         * @description Needs the permission `groups.manage`.
         *
         *     With `members` it needs `users.update`, too.
         */
        post: operations["createScimGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One group with its people
         * @description Needs the permission `users.read`.
         */
        get: operations["getScimGroup"];
        /**
         * Replace name, external id and people of a group
         * @description Needs the permission `users.update`.
         *
         *     Nobody gives more than they hold: people come only into groups that carry nothing beyond what the key is for, and leave a group only where the key holds all that they do. Another name or external id needs `groups.manage`, too.
         */
        put: operations["replaceScimGroup"];
        post?: never;
        /**
         * Delete a group; its people lose what it allowed
         * @description Needs the permission `groups.manage`.
         */
        delete: operations["deleteScimGroup"];
        options?: never;
        head?: never;
        /**
         * Change a group by operations
         * @description Needs the permission `users.update`.
         *
         *     Nobody gives more than they hold: people come only into groups that carry nothing beyond what the key is for, and leave a group only where the key holds all that they do. Another name or external id needs `groups.manage`, too.
         */
        patch: operations["patchScimGroup"];
        trace?: never;
    };
    "/scim/v2/ResourceTypes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of resources: users and groups */
        get: operations["scimResourceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/ResourceTypes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One kind of resources */
        get: operations["scimResourceType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every attribute that is kept, and what can be done with it */
        get: operations["scimSchemas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Schemas/{urn}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schema */
        get: operations["scimSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/ServiceProviderConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of SCIM 2.0 is supported */
        get: operations["scimConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people, or find one
         * @description Needs the permission `users.read`.
         *
         *     `filter` knows `userName`, `externalId`, `id`, `emails.value` and `active` with `eq`, and `and` between them; any other is refused with `invalidFilter`. The order is that in which people came. Machines are not among them.
         */
        get: operations["listScimUsers"];
        put?: never;
        /**
         * Bring somebody in: a seat is claimed as for an invitation
         * @description Needs the permission `users.invite`.
         *
         *     Whether a mail is sent, and what becomes of people for whom no seat is free, the account decides (`policies.provisioningSignIn`, `policies.provisioningWhenNoSeat`). `active: false` takes no seat. Who was removed before comes back as the same user, which needs `users.update` and `users.deactivate`, too.
         */
        post: operations["createScimUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scim/v2/Users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description Needs the permission `users.read`.
         */
        get: operations["getScimUser"];
        /**
         * Replace what is said of a person
         * @description Needs the permission `users.update`.
         *
         *     What is left out is cleared, save names, addresses of mail, language and `active`. `active: false` deactivates, or withdraws an invitation, and `active: true` claims the seats anew: both need `users.deactivate`, too.
         */
        put: operations["replaceScimUser"];
        post?: never;
        /**
         * Remove a person: they are deactivated, and not found by SCIM any more
         * @description Needs the permission `users.deactivate`.
         *
         *     Nobody is deleted: the user and their history stay, and `POST` with the same `userName` brings them back.
         */
        delete: operations["deleteScimUser"];
        options?: never;
        head?: never;
        /**
         * Change a person by operations
         * @description Needs the permission `users.update`.
         *
         *     `active: false` deactivates, or withdraws an invitation, and `active: true` claims the seats anew: both need `users.deactivate`, too.
         */
        patch: operations["patchScimUser"];
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own account
         * @description Also for who acts from an account above.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name, locale, time zone or policies of the own account
         * @description Needs the permission `account.update`.
         */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/v1/account/affiliate-offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open offers of the own account to others, the oldest first
         * @description Needs the permission `accounts.affiliates`.
         */
        get: operations["listMadeOffers"];
        put?: never;
        /**
         * Ask another account to become an affiliate
         * @description Needs the permission `accounts.affiliates`.
         *
         *     It becomes one when a global admin of it accepts, within 30 days, and brings along what is below it. Until then nothing of it is told. Asked twice, it is one offer.
         */
        post: operations["offerAffiliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/affiliate-offers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an offer back that was not accepted
         * @description Needs the permission `accounts.affiliates`.
         */
        delete: operations["withdrawOffer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/affiliates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the accounts below the own one
         * @description Needs the permission `accounts.affiliates`.
         *
         *     Those right below, by name. With `tree=true` also those further below, level by level: each comes after the account above it, which its `parentId` names.
         */
        get: operations["listAffiliates"];
        put?: never;
        /**
         * Open an account right below the own one, with its first global admin
         * @description Needs the permission `accounts.affiliates`.
         *
         *     As a sign-up: with seats of the trial, and a mail that asks the admin to confirm the address. The `password` is one to begin with: the admin can do nothing but choose another one. The own address has to be confirmed.
         */
        post: operations["createAffiliate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/affiliates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let an affiliate go, with all below it: it stands alone from then on
         * @description Needs the permission `accounts.affiliates`.
         *
         *     Its people, licences and records stay as they are. To have it back it takes an offer, which it accepts.
         */
        delete: operations["releaseAffiliate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/affiliates/{id}/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act in an account below: a token for ten minutes
         * @description Needs the permission `accounts.affiliates`.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     At whatever depth. With the token calls are in the affiliate, with what the caller holds in the own account. It is worth something as long as the session lives, the permission is held and the account is below: each is looked at with every call. There is no refresh: ask again, with a token of the session. What of the affiliate is for its own people alone is refused.
         */
        post: operations["enterAffiliate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/affiliates/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put an affiliate below another account of the hierarchy, with all below it
         * @description Needs the permission `accounts.affiliates`.
         *
         *     `under` is the own account or one below it. An account below the affiliate itself is refused with `hierarchy-loop`, also when two are moved at once.
         */
        post: operations["moveAffiliate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the mail again that confirms the address of the own account
         * @description Needs the permission `account.update`.
         *
         *     It goes to the present e-mail address of who signed up; the link before stops working. Until one is followed, inviting, importing and replacing by a new person are refused with `address-not-confirmed`.
         */
        post: operations["resendConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/parent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account right above the own one, and offers of those that would be
         * @description Needs the permission `accounts.affiliates`.
         */
        get: operations["getParent"];
        put?: never;
        post?: never;
        /**
         * Leave the parent account; what is below comes along
         * @description Needs the permission `accounts.affiliates`.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     Only a global admin does, and not by an API key. There is no coming back without an offer.
         */
        delete: operations["leaveParent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/parent-offers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Decline an offer to become an affiliate
         * @description Needs the permission `accounts.affiliates`.
         */
        delete: operations["declineOffer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/parent-offers/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Become an affiliate of the account that made the offer
         * @description Needs the permission `accounts.affiliates`.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     Only a global admin does, and not by an API key: who is above may act in the account. An account that has a parent leaves it first. What is below comes along.
         */
        post: operations["acceptOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up a firm with its first global admin */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in the account, newest first
         * @description Needs the permission `audit.read`.
         */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log as a CSV file, with the filters of the list, newest first
         * @description Needs the permission `audit.read`.
         *
         *     UTF-8 with a byte order mark, commas, and CRLF at the ends of rows; `changes` and `detail` are JSON. Cells that a spreadsheet
         *     would run as a formula have an apostrophe in front.
         *
         *     Rows are sent as they are read: a file that does not end with its last row was broken off, and the connection with it. The log says who exported
         *     it, and how many entries. What is written down meanwhile is not in the file.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the audit log is sealed, and by which hash
         * @description Needs the permission `audit.read`.
         *
         *     Entries get under seals, each of which has a hash of every entry in it and of the seal before. So the hash of the last seal
         *     follows from the whole log: note it where nobody of your vendor can write, and have the log verified against it later.
         */
        get: operations["auditSeal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password; every other session ends
         * @description Only with an access token: an API key cannot do this.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a link sent that sets a new password; the answer does not tell whether there is such a user */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-reset/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose password a link sets; consumes nothing */
        get: operations["viewPasswordReset"];
        put?: never;
        /** Set a new password with the link of a mail; every session ends */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/prove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this session has shown lately that it is you, and what would show it
         * @description Only with an access token: an API key cannot do this.
         */
        get: operations["getProof"];
        put?: never;
        /**
         * Show once more that it is you, for what a session alone is not enough for
         * @description Only with an access token: an API key cannot do this.
         *
         *     Calls that are refused with `proof-required` can be sent again afterwards as they were, with the same Idempotency-Key, for five minutes, in this session alone. A sign-in is a proof itself. The password is asked for, and a code where there is a second factor (`second-factor-required`). Where passwords do not count (`sso-required`), sign in anew at the identity provider, with `again=true`.
         */
        post: operations["prove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for the next pair
         * @description Without `refreshToken` the session goes on that the cookie keeps, and the next token is in the cookie again: only for pages of the same origin that send `X-Seatkeeper-Console: 1`. Such an answer may be lost, and several pages may ask at once.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with account, username and password, and a code where there is a second factor
         * @description A right password without a code is answered with `second-factor-required`, whose `ways` say which codes there are: `totp`, `recovery-code`. Send the same again with `otp`. A page of the same origin says `"session": "cookie"` and sends `X-Seatkeeper-Console: 1`.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the current session
         * @description Only with an access token: an API key cannot do this.
         *
         *     Without a token the session ends that the cookie keeps, for pages of the same origin that send `X-Seatkeeper-Console: 1`; its cookie is removed.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sso/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Go to the identity provider of an account, to sign in there
         * @description `account` is the slug. For browsers: one that takes HTML is shown a page when something is wrong, any other client gets the problem.
         */
        get: operations["beginSso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sso/{account}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the identity provider: signs in, and goes on to where one wanted to be
         * @description The session is kept in a cookie, as that of a page is. For browsers: one that takes HTML is shown a page when something is wrong, any other client gets the problem.
         */
        get: operations["finishSso"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, plans, modules and add-ons, with their prices and what they switch on
         * @description Also for who acts from an account above.
         */
        get: operations["catalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/confirmations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the address of an account with the token of the mail’s link */
        post: operations["confirmAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custom-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The custom fields that the account has defined, in their order
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listCustomFields"];
        put?: never;
        /**
         * Define a custom field of users
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Without definitions users take any field. With the first one, only defined fields get values, of their type; values from before stay as they are.
         */
        post: operations["createCustomField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/custom-fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One custom field, with the number of users who have a value
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getCustomField"];
        put?: never;
        post?: never;
        /**
         * Take the definition of a custom field back
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Refused with `in-use` and the number of `users` while somebody has a value. With `values=keep` the values stay where they are: shown, exported, and no longer changed but by removing them.
         */
        delete: operations["deleteCustomField"];
        options?: never;
        head?: never;
        /**
         * Change label, place, choices or need of a custom field
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Key and type stay. `choices` are all of them: one that is known by its `value` may be called otherwise, and its users follow. One that users have cannot go (`in-use`). A need holds for new people; nobody is changed by it.
         */
        patch: operations["updateCustomField"];
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List mails, newest first, with what became of them
         * @description Needs the permission `deliveries.read`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One mail with its attempts and the words of the mail server
         * @description Needs the permission `deliveries.read`.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a mail that failed, came back or was suppressed once more
         * @description Needs the permission `deliveries.retry`.
         *
         *     Under the same Message-ID, with the address and the words of now, and only while what it is about holds. One that was suppressed is sent once its reason is gone: the kind is switched on again, or the address corrected or no longer listed. It counts like a new link to the person and like any mail to the address.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List departments by name
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listDepartments"];
        put?: never;
        /**
         * Create a department
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["createDepartment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One department, with the number of its users
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getDepartment"];
        put?: never;
        post?: never;
        /**
         * Delete a department nobody needs, or put another one in its place
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Refused with `in-use` and the number of `users` while somebody who is not deactivated is filed under it. With `replaceBy` everybody moves to the other one first.
         */
        delete: operations["deleteDepartment"];
        options?: never;
        head?: never;
        /**
         * Rename a department; every user filed under it follows
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        patch: operations["updateDepartment"];
        trace?: never;
    };
    "/v1/departures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is about to leave, the next first
         * @description Needs the permission `users.deactivate`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listDepartures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the products, plans, modules and add-ons of the account switch on
         * @description Also for who acts from an account above.
         */
        get: operations["entitlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-Sent Events of what changes, as far as the caller may see it
         * @description Also for who acts from an account above.
         *
         *     Tells what has changed, by id: whoever wants to know how it is now reads it. A caller is told of what they could read at that moment, and of
         *     nobody whom they do not see.
         *
         *     | event | what it says |
         *     | --- | --- |
         *     | `ready` | From here on changes are told. Comes first, and after `interrupted` |
         *     | `change` | Something changed: its `data` says what |
         *     | `reset` | Some changes are not known any more: read again whatever is shown. Comes instead of `ready` |
         *     | `interrupted` | For the time being nothing is told. `ready` or `reset` follows |
         *
         *     Each but `interrupted` has an `id`. Sent as `Last-Event-ID` when the stream is opened again, at any copy of the gateway, what was missed comes
         *     first; after a minute and a half, or a thousand changes, it is `reset`. Changes come as they become known: two that are made at the same
         *     moment in either order. Every 15 seconds there is a comment. Who reads too slowly gets `reset`, and after a minute no more.
         *
         *     The stream ends with the session or the key. A user has 20 streams at a time, an account
         *     2,000.
         */
        get: operations["liveEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List groups: those that every account has, then its own by name
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         *
         *     Global Admin, User Admin, Billing Admin and Member are in every account: `builtIn` says which one it is. Their names and permissions stay as they are. Whoever has `globalAdmin: true` is the member of Global Admin, which `group=` finds too.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create a group, a named set of permissions
         * @description Needs the permission `groups.manage`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One group
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /**
         * Delete a group; its members lose what it allowed
         * @description Needs the permission `groups.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     The default group of the account (`policies.defaultGroup`) is refused with `in-use`, one that every account has with `built-in-group`.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /**
         * Change name, permissions or managers of a group, or whether it demands a second factor
         * @description Needs the permission `groups.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     A manager may see, invite, change, deactivate and ban the people of the group and nobody else, and nobody of them who holds more. Who makes somebody one holds `users.read`, `users.invite`, `users.update`, `users.deactivate` and `users.ban`. With `secondFactor: "required"` members who have none can do nothing but add one, within a second.
         */
        patch: operations["updateGroup"];
        trace?: never;
    };
    "/v1/groups/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a change of permissions, members or second factor of a group would change, for whom
         * @description Needs the permission `groups.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Changes nothing. Decided by the code that would decide on the change itself: permissions by `PATCH /v1/groups/:id`, members by `PATCH /v1/users/:id`. It names people, so it needs `users.read` too.
         */
        post: operations["previewGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations with the state of their mails; several values of one filter are given with commas
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         *
         *     One for each person: a link that is sent again takes the place of the one before. The newest come first; `sort=expiresAt` begins with those that end first.
         */
        get: operations["listInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation link is for; consumes nothing */
        get: operations["viewInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{token}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password, become active and be signed in */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The invoices of the account, newest first
         * @description Needs the permission `seats.purchase`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One invoice, as JSON or as a PDF
         * @description Needs the permission `seats.purchase`.
         *
         *     With `format=pdf` the answer is a tagged PDF in the language of the account, with the figures of the JSON. The same contents are the same bytes. Few are made at a time: `busy` says to try again in a moment.
         */
        get: operations["getInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List bulk jobs, newest first: all for who sees everybody with `users.read`, else the own ones
         * @description Also for who acts from an account above.
         */
        get: operations["listBulkJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a bulk job, with a page of the results user by user
         * @description Also for who acts from an account above.
         *
         *     For who began it, and who sees everybody and holds `users.read`.
         */
        get: operations["getBulkJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave alone whom a bulk job has not reached; what is done stays done
         * @description Also for who acts from an account above.
         *
         *     For who began it, and who holds the permission that the act needs. A handful that is under way comes to its end.
         */
        post: operations["cancelBulkJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try those that were refused once more, under the same job
         * @description Also for who acts from an account above.
         *
         *     In the name of who asks, with the permission that the act needs. Of a job that was cancelled, those that were not reached are tried as well. Nothing is done twice to anybody.
         */
        post: operations["retryBulkJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Seats purchased, used, free and waited for, by product
         * @description Needs the permission `licenses.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listLicenses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Purchased and used seats at the end of a day to come, with what changes until then
         * @description Needs the permission `licenses.read`.
         *
         *     Also for who acts from an account above.
         *
         *     Reductions that are booked are taken by the rules that take them on their day; who holds a seat is reckoned to go on holding it, unless a leaving is planned: those count for callers who may deactivate users, and are left out for others, who need not know of them. `staying` counts what runs out by then and frees no seat. People who will join cannot be planned, and are not counted.
         */
        get: operations["forecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change of purchased and used seats with its cause, newest first
         * @description Needs the permission `licenses.read`.
         */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/reductions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reductions that are booked, the next one first
         * @description Needs the permission `licenses.read`.
         */
        get: operations["listReductions"];
        put?: never;
        /**
         * Book fewer seats, from the renewal or a later day on
         * @description Needs the permission `seats.purchase`.
         *
         *     Booked below what is used now, it is accepted with a warning: until then seats can be given back. On the day free seats go first. As long as more are held than are left, the account is over-allocated: nobody loses a seat, and nobody gets one.
         */
        post: operations["bookReduction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/reductions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a booked reduction back, until it takes effect
         * @description Needs the permission `seats.purchase`.
         */
        delete: operations["cancelReduction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether a subscription renews when its term is over
         * @description Needs the permission `seats.purchase`.
         *
         *     A subscription renews by itself: its seats, modules and add-ons are ordered for another term, on invoice, after the reductions that are booked for the day. One that is not to renew ends then: its seats go as those of a reduction do, so nobody loses a seat at once and nobody gets one. Until the day has come this can be taken back.
         */
        put: operations["chooseRenewal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who holds each seat and since when, now or at another moment
         * @description Needs the permission `licenses.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listSeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Purchased and used seats of each day, with the most that were used at once
         * @description Needs the permission `licenses.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who waits for a seat, in the order in which they are served
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         *
         *     Of whom the caller sees; `position` is that among all.
         */
        get: operations["listWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/waiting/{id}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Serve somebody who waits earlier, or later
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         *
         *     First, last, or right before somebody else who waits. There is one list for all products of the account, so `before` may be somebody who waits for another one. Nobody else is moved, and the time since when somebody waits stays as it is.
         */
        put: operations["moveWaiting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/{product}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether an act would be refused now for want of seats, and what can be done about it
         * @description Needs the permission `licenses.read`.
         *
         *     Also for who acts from an account above.
         *
         *     Asks the rules that refuse a claim or a reduction, and changes nothing. `holders` are those who seem to need their seats least: null for who may not see people (`users.read`), without names for who does not see everybody. An invitation that expired keeps its seat until it is withdrawn, a ban keeps it too.
         */
        get: operations["why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/licenses/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What differs between users, seats and purchases, and what was repaired
         * @description Needs the permission `licenses.read`.
         *
         *     Users and seats are compared whenever one of them has changed, and every half hour. What differs is repaired at once; what could not be, as while no seat is free, is a difference, of which the 100 oldest are told. Of the repairs of the last 30 days the 100 last ones are told; each is a line of the ledger. Counts of the same moment differ while somebody is just getting or giving back a seat.
         */
        get: operations["reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mail-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which mails people of the account get who have not chosen themselves */
        get: operations["getMailSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switch kinds of mail on and off for everybody who has not chosen themselves
         * @description Needs the permission `account.update`.
         *
         *     Invitations, and what keeps somebody safe who signs in, are always sent: `optional` says which kinds can be switched off.
         */
        patch: operations["updateMailSettings"];
        trace?: never;
    };
    "/v1/mail-settings/sender": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mail server of the account’s own, and how it is
         * @description Needs the permission `account.update`.
         */
        get: operations["getMailSender"];
        /**
         * Have the mails of the account sent through a server of its own
         * @description Needs the permission `account.update`.
         *
         *     Nothing goes through it before a test mail did. Another host, port, security, user, password or sender address needs a new test; the first five need a global admin, and a proof of the session. What keeps people safe or lets them in, such as links for a new password, always goes through the server of the product.
         */
        put: operations["changeMailSender"];
        post?: never;
        /**
         * Have the mails of the account sent through the server of the product again
         * @description Needs the permission `account.update`.
         *
         *     What waits for the own server goes through the product’s.
         */
        delete: operations["removeMailSender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mail-settings/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test mail to oneself through the account’s own mail server
         * @description Needs the permission `account.update`.
         *
         *     Waits for what the server says, half a minute at most. `lastTest` has its words; once a mail was taken, the mails of the account follow.
         */
        post: operations["testMailSender"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in user, the account, the effective permissions and the entitlements */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own second factor, and how many recovery codes are left
         * @description Only with an access token: an API key cannot do this.
         */
        get: operations["listOwnFactors"];
        put?: never;
        /**
         * Begin with a second factor: the secret for an app, shown this once
         * @description Only with an access token: an API key cannot do this.
         *
         *     The password is asked for once more, and a code where there is a second factor already (`second-factor-required`), so that a session alone is not enough. The factor counts once a first code has confirmed it; one that there is works until then.
         */
        post: operations["enrolFactor"];
        /**
         * Remove the own second factor with its recovery codes
         * @description Only with an access token: an API key cannot do this.
         *
         *     The password is asked for once more, and a code where there is a second factor already (`second-factor-required`), so that a session alone is not enough.
         */
        delete: operations["removeOwnFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/factors/{factorId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add the second factor, by a first code of the app; all other sessions end
         * @description Only with an access token: an API key cannot do this.
         */
        post: operations["confirmFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/factors/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New recovery codes in place of those from before
         * @description Only with an access token: an API key cannot do this.
         *
         *     The password is asked for once more, and a code where there is a second factor already (`second-factor-required`), so that a session alone is not enough.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own sessions: since when, last seen, from where, by which program
         * @description Only with an access token: an API key cannot do this.
         */
        get: operations["listOwnSessions"];
        put?: never;
        post?: never;
        /**
         * End all own sessions but the one that asks
         * @description Only with an access token: an API key cannot do this.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one own session
         * @description Only with an access token: an API key cannot do this.
         */
        delete: operations["endOwnSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List offices by name
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listOffices"];
        put?: never;
        /**
         * Create an office
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["createOffice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One office, with the number of its users
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getOffice"];
        put?: never;
        post?: never;
        /**
         * Delete an office nobody needs, or put another one in its place
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Refused with `in-use` and the number of `users` while somebody who is not deactivated is filed under it. With `replaceBy` everybody moves to the other one first.
         */
        delete: operations["deleteOffice"];
        options?: never;
        head?: never;
        /**
         * Rename an office; every user filed under it follows
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        patch: operations["updateOffice"];
        trace?: never;
    };
    "/v1/operator/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts, by name
         * @description Needs the permission `operator.accounts`.
         */
        get: operations["listOperatedAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/accounts/{id}/billing-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What follows when an account holds too many seats or does not pay, and whether it did
         * @description Needs the permission `operator.orders`.
         */
        get: operations["getBillingPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide what follows when an account holds too many seats or does not pay
         * @description Needs the permission `operator.orders`.
         */
        patch: operations["changeBillingPolicy"];
        trace?: never;
    };
    "/v1/operator/accounts/{id}/contracts/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the contract of a subscription says of reducing it and letting it end
         * @description Needs the permission `operator.orders`.
         */
        get: operations["getContractTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what the contract of a subscription says of reducing it and letting it end
         * @description Needs the permission `operator.orders`.
         */
        patch: operations["changeContractTerms"];
        trace?: never;
    };
    "/v1/operator/accounts/{id}/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an account has purchased, uses and waits for, as it sees it itself
         * @description Needs the permission `operator.accounts`.
         */
        get: operations["viewOperatedAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/accounts/{id}/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The purchases of an account, the newest first
         * @description Needs the permission `operator.purchases`.
         */
        get: operations["listPurchases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/accounts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the people of a suspended account in again
         * @description Needs the permission `operator.suspend`.
         */
        post: operations["resumeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/accounts/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the people of an account out
         * @description Needs the permission `operator.suspend`.
         *
         *     Nobody of the account signs in, and within a second every session and API key of it is refused with `account-suspended`. Nobody new gets a seat. Nothing is lost: users, seats, records and sessions stay as they are, and go on once the account is resumed.
         */
        post: operations["suspendAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices of all accounts that are not paid, in the order in which they are due
         * @description Needs the permission `operator.orders`.
         */
        get: operations["listUnpaidInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices/{id}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Note that an invoice was paid, or that it was not after all
         * @description Needs the permission `operator.orders`.
         */
        put: operations["notePayment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders of all accounts that wait to be approved, oldest first
         * @description Needs the permission `operator.orders`.
         */
        get: operations["listAwaitingOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/orders/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an order on invoice: its seats are there when this answers
         * @description Needs the permission `operator.orders`.
         */
        post: operations["approveOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/purchases/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how many seats a purchase is really of
         * @description Needs the permission `operator.purchases`.
         *
         *     Seats that are missing are there when this answers. Seats that are too many go: free ones at once, held ones when they are freed, so that nobody loses theirs and the account is over-allocated until then. A purchase that is told again by its billing system stays as it was corrected. The id is that of the purchase in its account; `/` in it is written `%2F`.
         */
        post: operations["correctPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The orders of the account, newest first
         * @description Needs the permission `seats.purchase`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Ask for a quote: seats, plans, modules and add-ons of any products in one order
         * @description Needs the permission `seats.purchase`.
         *
         *     The quote fixes its moment: what was paid and will not be used is credited up to it, and what remains until the renewal is charged from it. Nothing is bought before the checkout.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Needs the permission `seats.purchase`.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order what was quoted, on invoice or for a payment at once
         * @description Needs the permission `seats.purchase`.
         *
         *     On invoice, the order waits for an operator of the vendor; once approved, its seats are there and it has an invoice. With `stripe`, `checkoutUrl` is the page where it is paid within a day; once paid, its seats are there and its invoice says so. How an order can be checked out is in its `payableBy`.
         */
        post: operations["checkOutOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs, newest first
         * @description Needs the permission `records.read`.
         */
        get: operations["listReassignments"];
        put?: never;
        /**
         * Move records from one owner to others, or preview it
         * @description Needs the permission `records.reassign`.
         *
         *     Whatever names the leaver moves, in every field: `byType` tells `field` where it is not the owner, and `total` and `done` count each field of a record. With the `manifest` of a preview it moves what that preview has counted: what came or was written since stays, and is listed by `GET /v1/reassignments/{id}/skipped`. When more of it has changed than `driftLimit` allows, it is refused with `too-much-drift`, which names the numbers, and nothing begins.
         */
        post: operations["startReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and progress of a run
         * @description Needs the permission `records.read`.
         */
        get: operations["getReassignment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run for good; what has moved stays moved, the rest stays where it is
         * @description Needs the permission `records.reassign`.
         */
        post: operations["cancelReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/left-alone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an undo left where it was, and who had changed its owner in between
         * @description Needs the permission `records.read`.
         */
        get: operations["listLeftAlone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a run rest; what has moved stays moved
         * @description Needs the permission `records.reassign`.
         */
        post: operations["pauseReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-Sent Events with the run as it advances; ends with the run
         * @description Needs the permission `records.read`.
         *
         *     At most 5 of them at a time for a session; another is refused with `too-many-requests`.
         */
        get: operations["reassignmentProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused run go on
         * @description Needs the permission `records.reassign`.
         */
        post: operations["resumeReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/skipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a run left where it was, because it came or changed after the preview it was bound to
         * @description Needs the permission `records.read`.
         *
         *     As the records are now: what was handed over since is not in it any more. Those of one `field`, if it is not the owner.
         */
        get: operations["listSkipped"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reassignments/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back what a run has moved, or preview it
         * @description Needs the permission `records.reassign`.
         *
         *     Possible for 30 days after the end of a run. What changed hands since stays where it is, and is listed. An undo is a run itself: it can be followed, paused and undone. With the `manifest` of a preview and a `driftLimit` it is refused with `too-much-drift` when more has changed hands since.
         */
        post: operations["undoReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/record-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The types of records that the account has registered, by name
         * @description Needs the permission `records.read`.
         */
        get: operations["listRecordTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/record-types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One registered type of records
         * @description Needs the permission `records.read`.
         */
        get: operations["getRecordType"];
        /**
         * Register which fields of a type of records name a user
         * @description Needs the permission `records.write`.
         *
         *     Records of a type that is not registered have an owner alone. `fields` are all of them. One in which a record names somebody cannot go: 409 `in-use`, with the number of `records`.
         */
        put: operations["putRecordType"];
        post?: never;
        /**
         * Take the registration of a type of records back
         * @description Needs the permission `records.write`.
         *
         *     Refused with `in-use` and the number of `records` while there is a record of the type.
         */
        delete: operations["removeRecordType"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List records by owner or any other field, type, tag and whether they are closed
         * @description Needs the permission `records.read`.
         */
        get: operations["listRecords"];
        /**
         * Register or change up to 1,000 records, with a result for each
         * @description Needs the permission `records.write`.
         *
         *     Each row is judged by itself, by the rules of `PUT /v1/records/{type}/{externalId}`, that of who may move among them: one that fails keeps no other from being carried out, and the answer is 200. Of several rows about one record the one with the highest `sourceVersion` counts, without versions the last. Sending the same rows again changes nothing.
         */
        put: operations["upsertRecords"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{type}/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One record
         * @description Needs the permission `records.read`.
         */
        get: operations["getRecord"];
        /**
         * Register a record and its owner, or change it
         * @description Needs the permission `records.write`.
         *
         *     A known record goes to another owner, and a field of it to another user, only by callers who also hold `records.reassign`; without it the answer is 403, and nothing has changed.
         */
        put: operations["upsertRecord"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{type}/{externalId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chain of owners, the first owner first, and of the users in other fields
         * @description Needs the permission `records.read`.
         */
        get: operations["recordHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change of owner in the account, in order, for systems that follow
         * @description Needs the permission `records.read`.
         *
         *     Each change comes once; those of one record in the order in which they happened, shown within seconds. Keep `next` and give it as `after`. Changes are kept for 30 days, unless the operator says otherwise: a cursor that is older is answered with 410 `changes-forgotten`, and all owners have to be read again. That a record is registered is no change.
         */
        get: operations["ownerChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many records somebody owns, by type, open and closed
         * @description Needs the permission `records.read`.
         *
         *     Of a `user` also those in which another field names them, each field with a count of its own; `total` is the sum of all.
         */
        get: operations["countRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register records from an NDJSON stream, one JSON object a line
         * @description Needs the permission `records.write`.
         */
        post: operations["importRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of an import of records and the lines that failed
         * @description Needs the permission `records.write`.
         */
        get: operations["getRecordImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/seniorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List seniorities in their order
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listSeniorities"];
        put?: never;
        /**
         * Create a seniority
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["createSeniority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/seniorities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One seniority, with the number of its users
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getSeniority"];
        put?: never;
        post?: never;
        /**
         * Delete a seniority nobody needs, or put another one in its place
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         *
         *     Refused with `in-use` and the number of `users` while somebody who is not deactivated is filed under it. With `replaceBy` everybody moves to the other one first.
         */
        delete: operations["deleteSeniority"];
        options?: never;
        head?: never;
        /**
         * Rename a seniority, or move it directly behind another one
         * @description Needs the permission `organisation.manage`.
         *
         *     Also for who acts from an account above.
         */
        patch: operations["updateSeniority"];
        trace?: never;
    };
    "/v1/shared-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the things of other systems that can be shared, by name
         * @description Needs the permission `users.read`.
         */
        get: operations["listSharedItems"];
        put?: never;
        /**
         * Register a thing that can be shared, such as an enrolment plan, a template or a mailbox
         * @description Needs the permission `shared-items.manage`.
         *
         *     One of its kind has an `externalId`: registered again it is refused with `shared-item-registered`, which names its `sharedItemId`. The members of `groups` have it; who says a group holds every permission that the group carries.
         */
        post: operations["registerSharedItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One thing that can be shared, with the groups that have it
         * @description Needs the permission `users.read`.
         */
        get: operations["getSharedItem"];
        put?: never;
        post?: never;
        /**
         * Say that a thing is there no longer; nobody has it from then on
         * @description Needs the permission `shared-items.manage`.
         *
         *     Registered once more it is another thing: what was decided for groups and people before is forgotten.
         */
        delete: operations["removeSharedItem"];
        options?: never;
        head?: never;
        /**
         * Change the name of a thing, or which groups have it
         * @description Needs the permission `shared-items.manage`.
         *
         *     `groups` are all of them. Who gives it to a group, or takes it away, holds every permission that the group carries.
         */
        patch: operations["updateSharedItem"];
        trace?: never;
    };
    "/v1/shared-items/{id}/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has a thing, and why: by which groups, or because somebody gave it to them
         * @description Needs the permission `users.read`.
         *
         *     People who are deactivated have nothing. Nobody is told whom the caller does not see.
         */
        get: operations["listAudience"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sso-connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connections to identity providers, the oldest first
         * @description Needs the permission `account.sign-on`.
         */
        get: operations["listSsoConnections"];
        put?: never;
        /**
         * Connect the account to an identity provider by OpenID Connect
         * @description Needs the permission `account.sign-on`.
         *
         *     An account has 5 connections at most. Besides the permission it takes a global admin: whoever says where people sign in could sign in as any of them.
         */
        post: operations["createSsoConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sso-connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connection, with what its domains have to show
         * @description Needs the permission `account.sign-on`.
         */
        get: operations["getSsoConnection"];
        put?: never;
        post?: never;
        /**
         * End a connection, and forget its secret
         * @description Needs the permission `account.sign-on`.
         *
         *     Sessions that it opened go on. Besides the permission it takes a global admin: whoever says where people sign in could sign in as any of them.
         */
        delete: operations["deleteSsoConnection"];
        options?: never;
        head?: never;
        /**
         * Change a connection, or whether passwords still count
         * @description Needs the permission `account.sign-on`.
         *
         *     With `enforcement` nobody of the account signs in with a password, or accepts an invitation with one, but the global admins named in `exempt`. Besides the permission it takes a global admin: whoever says where people sign in could sign in as any of them.
         */
        patch: operations["updateSsoConnection"];
        trace?: never;
    };
    "/v1/sso-connections/{id}/domains/{domain}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look whether a domain shows the text that proves it
         * @description Needs the permission `account.sign-on`.
         */
        post: operations["checkSsoDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sso-connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider what it says of itself, and for its keys
         * @description Needs the permission `account.sign-on`.
         */
        post: operations["testSsoConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the addresses to which no mails are sent, the newest first
         * @description Needs the permission `deliveries.read`.
         *
         *     An address gets here when a mail to it came back because there is no such mailbox, or its reader complained of one. Mails that keep somebody safe, or let them in, are sent to it all the same.
         */
        get: operations["listSuppressions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Send mails to an address again
         * @description Needs the permission `account.update`.
         *
         *     Mails that were not sent meanwhile stay so: `POST /v1/deliveries/{id}/retry` sends one of them. When the next one comes back as well, the address is listed again. A corrected address is another one, and needs nothing lifted.
         */
        delete: operations["liftSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every kind of mail in every language, and which of them the account words itself
         * @description Needs the permission `account.update`.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{kind}/{locale}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The words of a kind of mail, its merge tags, and what was written before
         * @description Needs the permission `account.update`.
         */
        get: operations["getTemplate"];
        /**
         * Word a kind of mail
         * @description Needs the permission `account.update`.
         *
         *     Plain text with merge tags in braces. Refused are tags that there are not, a mail without the link it is about, links to anywhere else, and kinds that are `fixed`.
         */
        put: operations["changeTemplate"];
        post?: never;
        /**
         * Go back to the words of the product
         * @description Needs the permission `account.update`.
         */
        delete: operations["resetTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{kind}/{locale}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See a mail as it would be, before or after its words are saved
         * @description Needs the permission `account.update`.
         *
         *     With `user` it needs the permission `users.read`, too.
         *
         *     With a sample, or with a user (`user`). Nothing is sent, and the link opens nothing.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users; several values of one filter are given with commas
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         *
         *     With `affiliates=true` also those of the accounts below, at whatever depth, in one order: of each that the caller could go into, whom they would see there. Each user then says of which `account` it is. It needs the permission `accounts.affiliates`, too, and a session of the own account. Up to 200 accounts are listed together; of more it is refused with `too-large`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Invite a user; a seat of each product is claimed, all or none
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list of users as a CSV file, with the filters and the order of the list
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         *
         *     UTF-8 with a byte order mark, without which Excel reads accents wrongly; commas, and CRLF at the ends of rows. The
         *     columns are those that `POST /v1/users/import` reads, a `Custom field: …` for each custom field among them, and what else is told
         *     of a user. Cells that a spreadsheet would run as a formula have an apostrophe in front, which the import takes off.
         *
         *     Rows are sent as they are read: a file that does not end with its last row was broken off, and the connection with it. The audit log says who
         *     exported, and how many.
         */
        get: operations["exportUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user by JSON Merge Patch
         * @description Needs the permission `users.update`.
         *
         *     Also for who acts from an account above.
         *
         *     Another e-mail address of somebody who is invited voids the open link, and a new one goes to the new address. Until
         *     the invitation is accepted, changing the address therefore needs the permission users.invite as well.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/v1/users/{id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The API keys of a user: how each begins, what it is for, when it was used last
         * @description Needs the permission `users.credentials`, save about oneself.
         *
         *     One needs no permission for the own ones. An API key sees those that can do no more than it can.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Give a service user, or oneself, an API key; it is shown this once
         * @description Needs the permission `users.credentials`, save about oneself.
         *
         *     The key is sent as `Authorization: Bearer sk_…` and can do what of its scopes its user holds at that moment. Nobody gives it more than they hold themselves, and nobody makes a key that acts as another person. It cannot make global admins or set passwords.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End an API key for good, within a second
         * @description Needs the permission `users.credentials`, save about oneself.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse sign-in for a reason, until lifted or until a time; the seat stays held
         * @description Needs the permission `users.ban`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["banUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the sessions, free the seats and, if asked, move the records, as one act
         * @description Needs the permission `users.deactivate`.
         *
         *     With `reassign` it needs the permission `records.reassign`, too.
         *
         *     Also for who acts from an account above.
         */
        post: operations["deactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/departure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The leaving that is planned for a user
         * @description Needs the permission `users.deactivate`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getDeparture"];
        /**
         * Plan the day on which a user is deactivated, and who gets the records then
         * @description Needs the permission `users.deactivate`.
         *
         *     With `reassign` it needs the permission `records.reassign`, too.
         *
         *     Also for who acts from an account above.
         *
         *     With the beginning of that day, in the time zone of the account, the user is deactivated in the name of who planned it, as by
         *     `POST /v1/users/{id}/deactivate`. Whoever planned it has to be allowed to then, too; if not, or if a target has left, it is refused, shown
         *     as `refusal`, told in the audit log, and tried again every day. A user has one such plan; another one takes its place.
         */
        put: operations["planDeparture"];
        post?: never;
        /**
         * Take back the leaving that is planned for a user
         * @description Needs the permission `users.deactivate`.
         *
         *     Also for who acts from an account above.
         */
        delete: operations["cancelDeparture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a user has a second factor, and has to have one
         * @description Needs the permission `users.credentials`.
         */
        get: operations["listUserFactors"];
        put?: never;
        post?: never;
        /**
         * Remove the second factor of somebody who has lost it; every session ends
         * @description Needs the permission `users.credentials`.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     A mail tells the user, and who did it. The password then signs in alone; where the account demands a second factor, to nothing but adding another one. Whoever does this holds every permission that the user holds.
         */
        delete: operations["resetUserFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change of a user with time, actor, before and after; newest first
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["userHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a new invitation link; the old one stops working
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["resendInvitation"];
        /**
         * Withdraw an invitation, or leave the wait list; the seats are free again
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/mail-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which mails a user gets, and whether they, the account or the product decided that
         * @description Needs the permission `users.read`, save about oneself.
         *
         *     One needs no permission for the own ones.
         */
        get: operations["getUserMailSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switch kinds of mail on and off for a user
         * @description Needs the permission `users.update`, save about oneself.
         *
         *     One needs no permission for oneself. A mail that is due and switched off is kept among the mails as `suppressed`, with who switched it off.
         */
        patch: operations["updateUserMailSettings"];
        trace?: never;
    };
    "/v1/users/{id}/offboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report of the last offboarding of a user
         * @description Needs the permission `users.deactivate`.
         *
         *     There is one of every deactivation, however it was begun. It is final once `finishedAt` is there: then `hash` is its SHA-256,
         *     which stands in the audit log as well (`identity.offboarding.finished`, `detail.reportHash`), under the same seals as everything there. Records are
         *     shown to who has `records.read`; the hash is of the whole report.
         *
         *     With `format=pdf` the answer is a tagged PDF in the language of the account, with the figures of the JSON. The same contents are the same bytes. Few are made at a time: `busy` says to try again in a moment.
         */
        get: operations["getOffboarding"];
        put?: never;
        /**
         * Deactivate a user and get a report of it, or preview it
         * @description Needs the permission `users.deactivate`.
         *
         *     With `reassign` it needs the permission `records.reassign`, too.
         *
         *     The act is that of `POST /v1/users/{id}/deactivate`. The preview asks the rules that decide on the act, and changes nothing:
         *     `refusals` says in their words what stands against it, `leftBehind` what nobody would get. With `records.manifest` of a preview as `manifest` exactly those records move: what came or was
         *     written since stays, and when more has than `driftLimit` allows, nothing is done (`too-much-drift`). The report goes on while records
         *     move; see `GET /v1/users/{id}/offboarding`.
         */
        post: operations["offboardUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the sessions of a user and send a link that sets a new password
         * @description Needs the permission `users.credentials`.
         */
        post: operations["sendPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Effective permissions, each with the groups it comes from
         * @description Needs the permission `users.read`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["userPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim the seats again and restore the user as it was
         * @description Needs the permission `users.deactivate`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["reactivateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put another user, new or existing, in the place of this one; needs no free seat
         * @description Needs the permission `users.replace`.
         *
         *     With `reassign` it needs the permission `records.reassign`, too.
         *
         *     With `by.newUser` it needs the permission `users.invite`, too.
         *
         *     Also for who acts from an account above.
         *
         *     The preview asks the rules that decide on the act, and changes nothing: `refusals` says in their words what stands against it. With
         *     `records.manifest` of a preview as `manifest` exactly those records move, and when more has changed than `driftLimit` allows nothing is done
         *     (`too-much-drift`). What became of it is told by `GET /v1/users/{id}/replacement`.
         */
        post: operations["replaceUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/replacement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report of the last replacement of a user
         * @description Needs the permission `users.replace`.
         *
         *     What went to the successor: seats, groups, offices, people who report, groups that are managed, and records. It is final once
         *     `finishedAt` is there: then `hash` is its SHA-256, which stands in the audit log as well (`identity.replacement.finished`, `detail.reportHash`). Records are
         *     shown to who has `records.read`; the hash is of the whole report.
         *
         *     With `format=pdf` the answer is a tagged PDF in the language of the account, with the figures of the JSON. The same contents are the same bytes. Few are made at a time: `busy` says to try again in a moment.
         */
        get: operations["getReplacement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/require-password-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the sessions of a user, who chooses a new password at the next sign-in
         * @description Needs the permission `users.credentials`.
         */
        post: operations["requirePasswordChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sessions of a user: since when, last seen, from where, by which program
         * @description Needs the permission `users.credentials`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a user
         * @description Needs the permission `users.credentials`.
         *
         *     Also for who acts from an account above.
         */
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one session of a user
         * @description Needs the permission `users.credentials`.
         *
         *     Also for who acts from an account above.
         */
        delete: operations["endUserSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/shared-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person has, and why: by which groups, or because somebody gave it to them
         * @description Needs the permission `users.read`, save about oneself.
         *
         *     With `shared=false` it is what was taken away from this person, whatever their groups have. Who is deactivated has nothing, and has it again once they are back.
         */
        get: operations["listSharedWith"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/shared-items/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a person a thing, or take it away, whatever their groups have
         * @description Needs the permission `users.update`.
         *
         *     Who decides has the thing themselves, or holds `shared-items.manage`, and holds everything that the person holds. For oneself it takes `shared-items.manage`.
         */
        put: operations["share"];
        post?: never;
        /**
         * Leave it to the groups of a person again whether they have a thing
         * @description Needs the permission `users.update`.
         *
         *     Who decides has the thing themselves, or holds `shared-items.manage`, and holds everything that the person holds. For oneself it takes `shared-items.manage`.
         */
        delete: operations["leaveToGroups"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sso-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget as whom a user is known at identity providers, and end the sessions
         * @description Needs the permission `users.credentials`.
         *
         *     For who has got another identity there: the next single sign-on goes by the address again, and is remembered.
         */
        delete: operations["forgetSso"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/temporary-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a user a password that has to be changed at the next sign-in; every session ends
         * @description Needs the permission `users.credentials`.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     A mail tells the user account, username and address, and who set the password. It does not hold the password: tell it another way.
         */
        post: operations["setTemporaryPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/unban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lift a ban
         * @description Needs the permission `users.ban`.
         *
         *     Also for who acts from an account above.
         */
        post: operations["unbanUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do one thing to many users: those named, or all that a filter finds
         * @description Also for who acts from an account above.
         *
         *     Needs the permission that the call for one user needs: `users.deactivate` to deactivate and reactivate, `users.ban` to ban and
         *     unban, `users.update` to `regroup`, to `change-products` and to `update`, `users.invite` to resend and revoke invitations,
         *     `users.credentials` to end sessions and to require a password change. A filter needs `users.read`, too.
         *
         *     Who matches a filter is found once, when the job begins; who comes to match it later is left alone. Each user is then handled as by the
         *     call for that user alone, with all its rules, at its time: somebody who holds more than you is refused, and so is everybody who is left
         *     when you lose the permission. Oneself comes last. `GET /v1/jobs/:id` has a result for each.
         */
        post: operations["startBulkJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite everybody in a CSV file (Google Workspace, Entra or own column names; 20 MB at most)
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         *
         *     The file is UTF-8 with commas, semicolons or tabs, and its first line names the columns. Case, spaces and signs
         *     in these names do not count; other columns are left alone. First name, last name and a username or e-mail address are needed.
         *
         *     | column | names | holds |
         *     | --- | --- | --- |
         *     | `username` | Username, User principal name, UPN, Login, Login name | The name to sign in with, an e-mail address; without such a column, the e-mail address is it |
         *     | `email` | Email, Email address, Mail, Primary email | Where mail goes; the username if left empty |
         *     | `firstName` | First name, Given name, Forename | Never empty |
         *     | `lastName` | Last name, Surname, Family name | Never empty |
         *     | `title` | Title, Job title, Employee title | Free text |
         *     | `department` | Department | A department by name |
         *     | `offices` | Office, Offices, Office location, Building ID, Building, Location | One or several offices by name, with semicolons or bars between them |
         *     | `manager` | Manager, Manager email, Manager username, Reports to | The username of a colleague, who may stand further down in the file |
         *     | `officePhone` | Work phone, Office phone, Phone, Telephone, Telephone number, Business phone, Phone number | Free text |
         *     | `extension` | Extension | Of the phone in the office |
         *     | `cell` | Mobile phone, Mobile, Mobile number, Cell, Cell phone | Free text |
         *     | `street` | Street, Street address, Address | Free text |
         *     | `city` | City, Town | Free text |
         *     | `region` | Region, State, Province, State or province | Free text |
         *     | `postalCode` | Postal code, Postcode, Zip, Zip code | Free text |
         *     | `country` | Country, Country or region | Free text |
         *     | `seniority` | Seniority | A seniority by name |
         *     | `products` | Product, Products | One or several of the catalogue, with semicolons or bars between them; `core` if left empty |
         *     | `type` | Kind of user | `standard`, or `service` for a machine; `standard` if left empty |
         *     | `locale` | Locale, Language | What messages are written in, such as `en` or `fr-CA`; the language of the account if left empty |
         *
         *     Nobody is invited before the whole file was readable; each row then has a result of its own.
         */
        post: operations["importUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of an import, with a page of the results row by row
         * @description Needs the permission `users.invite`.
         *
         *     Also for who acts from an account above.
         */
        get: operations["getUserImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The saved views of the list of users: shared ones and your own, each kind in its order
         * @description Only with an access token: an API key cannot do this.
         *
         *     Shared views are told to who holds `users.read`. A view grants nothing: whoever opens it sees whom they see anyway.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save a view of the list of users
         * @description With `shared` it needs the permission `views.share`, too.
         *
         *     Only with an access token: an API key cannot do this.
         *
         *     With `shared` it is for everybody in the account, which needs the permission `views.share`. A view stays what it is: to share one of your own, save it once more.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One saved view
         * @description Only with an access token: an API key cannot do this.
         */
        get: operations["getView"];
        put?: never;
        post?: never;
        /**
         * Delete a saved view
         * @description Only with an access token: an API key cannot do this.
         *
         *     A shared view needs the permission `views.share`.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        /**
         * Change a saved view, or its place
         * @description Only with an access token: an API key cannot do this.
         *
         *     A shared view needs the permission `views.share`.
         */
        patch: operations["updateView"];
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the addresses to which events are sent, the oldest first
         * @description Needs the permission `webhooks.manage`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Have events sent to an address; the secret that signs them is shown this once
         * @description Needs the permission `webhooks.manage`.
         *
         *     An account has 10 endpoints at most. Events are signed as Standard Webhooks says.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One endpoint
         * @description Needs the permission `webhooks.manage`.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Send nothing to an address any more, and forget its secrets
         * @description Needs the permission `webhooks.manage`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change where events are sent and which, or stop and resume
         * @description Needs the permission `webhooks.manage`.
         *
         *     What waits for an endpoint that is disabled is cancelled; what happens while it is, is not sent to it later.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was sent to an endpoint, newest first, with what became of it
         * @description Needs the permission `webhooks.manage`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent, with every attempt and the beginning of each answer
         * @description Needs the permission `webhooks.manage`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event once more, under the same `webhook-id`
         * @description Needs the permission `webhooks.manage`.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint a new secret; it is shown this once
         * @description Needs the permission `webhooks.manage`.
         *
         *     For 24 hours the secret before signs too, so the header holds two signatures and a receiver takes over the new one when it likes. A third, rotated away before that, signs no longer.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event, whatever events the endpoint is for
         * @description Needs the permission `webhooks.manage`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/billing/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that something became of a payment
         * @description For Stripe: name this address at its webhooks, for `checkout.session.*`, `charge.refunded` and `charge.dispute.*`. Signed as Stripe does, with the secret of the endpoint (`PAYMENT_REPORT_SECRETS`); a signature five minutes off is refused. What a report says is not taken for true: Seatkeeper asks Stripe what became of the order it names. So reports come in any order, and twice is the same as once.
         */
        post: operations["takePaymentReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report mails that came back, or that were complained of
         * @description For a mail provider, or a script beside the operator’s own mail server; 100 reports at most. Signed as Standard Webhooks says, with a secret that the operator has set (`MAIL_REPORT_SECRETS`); a timestamp five minutes off is refused. In any order, and twice is the same as once: what did not get through can be sent again.
         */
        post: operations["takeMailReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            id: string;
            name: string;
            slug: string;
            locale: string;
            timeZone: string;
            policies: {
                /**
                 * @description Days after which one has to sign in again, however often a session is used
                 * @default 30
                 */
                sessionDays: number;
                /**
                 * @description The group of people who are invited without a word about groups
                 * @default null
                 */
                defaultGroup: string | null;
                /**
                 * @description `required`: whoever has no second factor can do nothing but add one
                 * @default optional
                 * @enum {string}
                 */
                secondFactor: "optional" | "required";
                /**
                 * @description Whether people who have not accepted their invitation are reminded of it, after 2, 5 and 10 days
                 * @default true
                 */
                invitationReminders: boolean;
                /**
                 * @description How people come in whom an identity provider provisions: by the link in a mail; or without any mail, by single sign-on, as long as the account has a connection for it
                 * @default invitation
                 * @enum {string}
                 */
                provisioningSignIn: "invitation" | "single-sign-on";
                /**
                 * @description What becomes of people who are provisioned when no seat is free: refused, or on the wait list
                 * @default fail
                 * @enum {string}
                 */
                provisioningWhenNoSeat: "fail" | "wait";
            };
            /** Format: date-time */
            createdAt: string;
            /** @description Whether the link in the mail to who signed up was followed; nobody can be invited before */
            addressConfirmed?: boolean;
            /** @description The account right above; left out where there is none */
            parentId?: string;
            version: number;
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {string} */
                type: "user" | "billing" | "system";
                id: string;
                keyId?: string;
                /** @description The account of the actor, where it is another one */
                accountId?: string;
            };
            /** @description Who it was, where they are of another account, as of an account above or the vendor: their name and that of the account, as of then */
            actorName: {
                name: string;
                account: string;
            } | null;
            action: string;
            target: {
                kind: string;
                id: string;
            };
            changes: {
                field: string;
                before: unknown;
                after: unknown;
            }[];
            detail: {
                [key: string]: unknown;
            };
            /** @description `X-Request-Id` of the call that caused it, or of what the product did by itself */
            requestId: string | null;
            /** @description Network address of the call by which a user did it; null where it was not a call, or is not known */
            address: string | null;
            /** @description Number of the seal that fixes what the entry says; null until it has one, a minute at most */
            seal: number | null;
        };
        Group: {
            id: string;
            name: string;
            permissions: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
            /**
             * @description Which of the groups that every account has; null for an own one
             * @default null
             */
            builtIn: ("global-admin" | "user-admin" | "billing-admin" | "member") | null;
            /**
             * @description Who may see, invite, change, deactivate and ban the people of the group, and nobody else
             * @default []
             */
            managers: string[];
            /**
             * @description `required`: members who have no second factor can do nothing but add one
             * @default optional
             * @enum {string}
             */
            secondFactor: "optional" | "required";
            /**
             * @description As what the identity provider that fills the group knows it
             * @default null
             */
            externalId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        Invitation: {
            id: string;
            /** @enum {string} */
            state: "open" | "accepted" | "expired" | "revoked";
            sentTo: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            mail: {
                /** @enum {string} */
                state: "queued" | "sent" | "failed" | "bounced" | "suppressed";
                /** Format: date-time */
                at: string;
                /** @description What the mail server said, when it refused or sent it back; of `suppressed`, why it was not sent */
                reason?: string;
            };
            /** @description How many reminders were sent; left out for none */
            reminders?: number;
        };
        LedgerLine: {
            id: string;
            /** Format: date-time */
            at: string;
            product: string;
            /** @enum {string} */
            kind: "purchased" | "reduced" | "corrected" | "overage" | "claimed" | "freed" | "swapped";
            purchased: number;
            used: number;
            cause: {
                actor: {
                    /** @enum {string} */
                    type: "user" | "billing" | "system";
                    id: string;
                    keyId?: string;
                    /** @description The account of the actor, where it is another one */
                    accountId?: string;
                };
                eventId?: string;
                purchaseId?: string;
                reductionId?: string;
                seatId?: string;
                userId?: string;
                previousUserId?: string;
                /** @description Why an operator corrected a purchase */
                reason?: string;
                /** @description As `X-Request-Id` was answered to the call that caused it; left out of older lines */
                requestId?: string;
            };
        };
        License: {
            product: string;
            plan: string;
            /** @description What is left after reductions, also while more are used */
            purchased: number;
            used: number;
            free: number;
            /** @description How many of the purchased were taken beyond what is bought, and are owed; left out for none */
            overage?: number;
            /** @description How many more may be taken beyond what is bought, when none is free; left out for none */
            overageLeft?: number;
            /** @description How many more are used than purchased, since a reduction: nobody loses a seat, nobody gets one */
            overAllocated: number;
            /**
             * Format: date-time
             * @description Since when; left out while no more are used than purchased
             */
            overAllocatedSince?: string;
            /**
             * Format: date-time
             * @description Until when the account has time to give seats back, or to buy more; there while it is over-allocated
             */
            graceEndsAt?: string;
            /**
             * @description What follows once that is over: `suspend-newest`, who took their seats last are kept out; there while it is over-allocated
             * @enum {string}
             */
            afterGrace?: "refuse-claims" | "suspend-newest";
            /** @description How many holders are kept out, since the grace is over; left out for none */
            suspended?: number;
            /** @description Reductions that are booked, the next one first */
            scheduled: {
                reductionId: string;
                seats: number;
                /** Format: date-time */
                effectiveAt: string;
            }[];
            /** @description Whether so few are free that more should be ordered */
            runsLow?: boolean;
            /**
             * @description `low`: so few are free that more should be ordered; `exhausted`: none is
             * @enum {string}
             */
            level?: "fine" | "low" | "exhausted";
            /**
             * Format: date-time
             * @description When the term of the subscription is over; left out without one
             */
            renewsAt?: string;
            /** @description Whether a new term begins then, or the subscription ends; left out without one, and for one that does neither by itself */
            renews?: boolean;
            /** @description What the contract says of reducing the subscription and letting it end; left out where it says nothing */
            contract?: {
                /** @description How many days before seats go, or the subscription ends, that has to be said */
                noticeDays: number;
                /** @description How many seats have to be left of whatever is reduced */
                minimumSeats: number;
                /** @description What else the contract says of reductions, for people to read */
                restrictions: string | null;
                /**
                 * Format: date-time
                 * @description Until when it can be said that seats go, or the subscription ends, at that moment
                 */
                noticeBy: string;
            };
        };
        ListedUser: {
            id: string;
            accountId: string;
            username: string;
            userCode: string | null;
            /** @enum {string} */
            type: "standard" | "service";
            /** @enum {string} */
            status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
            firstName: string;
            lastName: string;
            email: string;
            title: string | null;
            phones: {
                office?: string;
                extension?: string;
                cell?: string;
            };
            address: {
                street?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
            };
            offices: string[];
            /** @default [] */
            officeIds: string[];
            department: string | null;
            /** @default null */
            departmentId: string | null;
            seniority: string | null;
            /** @default null */
            seniorityId: string | null;
            reportsTo: string | null;
            products: string[];
            groups: string[];
            globalAdmin: boolean;
            /** @default everyone */
            visibility: ("everyone" | "team" | "self") | {
                users: string[];
            };
            /**
             * @description As whom the identity provider that provisions people knows the user
             * @default null
             */
            externalId: string | null;
            customFields: {
                [key: string]: string | number | boolean;
            };
            locale: string;
            mustChangePassword: boolean;
            invitation: components["schemas"]["Invitation"] | null;
            ban: {
                reason: string;
                /** Format: date-time */
                since: string;
                until: string | null;
            } | null;
            /** @description Kept out as one of those who took their seats last, while more are held than purchased; null while that is not so */
            seatSuspended?: {
                /** Format: date-time */
                since: string;
                products: string[];
            } | null;
            waitingSince: string | null;
            lastActiveAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
            /** @description Whose user it is; in a list with affiliates */
            account?: {
                id: string;
                name: string;
                slug: string;
            };
        };
        LiveChange: {
            /** @description What happened, such as `identity.user.banned`: the names of the audit log and of webhooks */
            type: string;
            /** @description What to read again */
            subject: {
                /**
                 * @description A newer gateway may tell of others
                 * @enum {string}
                 */
                kind: "account" | "user" | "departure" | "offboarding" | "replacement" | "sharing" | "group" | "office" | "department" | "seniority" | "custom-field" | "shared-item" | "bulk-job" | "import" | "seat" | "license" | "reduction" | "order" | "invoice" | "reassignment" | "record-type" | "record-import" | "delivery" | "suppression" | "webhook-endpoint" | "sso-connection";
                id: string;
            };
            /** @description The `version` it has had since; null where it has none */
            version: number | null;
            /** Format: date-time */
            at: string;
        };
        OwnedRecord: {
            type: string;
            externalId: string;
            title: string;
            ownerId: string;
            /**
             * @description Who is named in the other fields of its type; without those that name nobody
             * @default {}
             */
            fields: {
                [key: string]: string;
            };
            tags: string[];
            closed: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
            sourceVersion?: number;
        };
        Problem: {
            /** @description A stable URI that ends in the code */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "malformed-body" | "unauthenticated" | "sign-in-failed" | "second-factor-required" | "second-factor-wrong" | "proof-required" | "sso-required" | "sso-refused" | "forbidden" | "password-change-required" | "not-same-origin" | "sso-user-unknown" | "sso-user-barred" | "second-factor-missing" | "account-suspended" | "seat-suspended" | "not-found" | "sso-not-set-up" | "method-not-allowed" | "request-timeout" | "slug-taken" | "username-taken" | "external-id-taken" | "group-name-taken" | "built-in-group" | "name-taken" | "shared-item-registered" | "too-many-shared-items" | "in-use" | "no-free-seat" | "operators-account" | "payment-overdue" | "last-global-admin" | "wrong-status" | "too-many-keys" | "user-busy" | "rename-is-not-replace" | "purchase-conflict" | "reduction-conflict" | "not-subscribed" | "contract-forbids" | "term-over" | "billed-elsewhere" | "order-expired" | "order-outdated" | "order-pays-back" | "wrong-order-status" | "wrong-run-state" | "too-much-drift" | "wrong-job-state" | "wrong-delivery-state" | "nothing-to-send" | "wording-fixed" | "too-many-endpoints" | "too-many-connections" | "domain-not-proved" | "domain-taken" | "endpoint-disabled" | "delivery-under-way" | "address-not-confirmed" | "has-parent" | "hierarchy-loop" | "hierarchy-too-large" | "too-many-offers" | "overtaken" | "idempotency-in-progress" | "confirmation-expired" | "sso-attempt-ended" | "invitation-expired" | "invitation-used" | "invitation-revoked" | "password-reset-ended" | "changes-forgotten" | "precondition-failed" | "too-large" | "unsupported-media-type" | "validation-failed" | "idempotency-key-reused" | "unknown-account" | "unknown-product" | "too-many-requests" | "internal-error" | "sso-provider-failed" | "busy" | "service-unavailable";
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        Reassignment: {
            id: string;
            from: string;
            plan: {
                to?: string;
                split?: (unknown | {
                    to: string;
                    /** @default 1 */
                    weight: number;
                })[];
                rules?: {
                    types: string[];
                    to: string;
                }[];
                filter?: {
                    types?: string[];
                    tags?: string[];
                    closed?: boolean;
                };
                from: string;
            };
            /** @default null */
            undoes: string | null;
            /** @default null */
            undoneBy: string | null;
            /** @default null */
            bound: {
                manifest: string;
                /** @description How many the preview counted */
                previewed: number;
                /** @description How many stay where they are because they came or changed since; counted when it begins, and at its end */
                skipped: number;
            } | null;
            /** @enum {string} */
            state: "queued" | "running" | "pausing" | "paused" | "cancelling" | "finished" | "failed" | "cancelled";
            progress: {
                total: number;
                done: number;
                byType: {
                    type: string;
                    /** @description Which field, if it is not the owner */
                    field?: string;
                    to: string;
                    count: number;
                }[];
            };
            detail: string | null;
            startedBy: {
                /** @enum {string} */
                type: "user" | "billing" | "system";
                id: string;
                keyId?: string;
                /** @description The account of the actor, where it is another one */
                accountId?: string;
            };
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        ReassignmentPreview: {
            total: number;
            byType: {
                type: string;
                /** @description Which field, if it is not the owner */
                field?: string;
                to: string;
                count: number;
            }[];
            /**
             * @description What was counted, for a run that is to move this and nothing else
             * @default null
             */
            manifest: string | null;
        };
        ScimError: {
            schemas: "urn:ietf:params:scim:api:messages:2.0:Error"[];
            /** @description The HTTP status, as text */
            status: string;
            /** @enum {string} */
            scimType?: "invalidFilter" | "tooMany" | "uniqueness" | "mutability" | "invalidSyntax" | "invalidPath" | "noTarget" | "invalidValue";
            detail: string;
            code: string;
            requestId: string;
        } & {
            [key: string]: unknown;
        };
        ScimGroup: {
            schemas: string[];
            id: string;
            externalId?: string;
            displayName?: string;
            members?: {
                value?: string;
                display?: string;
                /** @constant */
                type?: "User";
            }[];
            meta?: {
                resourceType: string;
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                lastModified: string;
                location: string;
                /** @description The ETag; of people alone */
                version?: string;
            };
        };
        ScimUser: {
            schemas: string[];
            id: string;
            externalId?: string;
            userName?: string;
            name?: {
                givenName?: string;
                familyName?: string;
                formatted?: string;
            };
            displayName?: string;
            title?: string;
            preferredLanguage?: string;
            /** @description False for who is deactivated; who waits for a seat, or is banned, has not left */
            active?: boolean;
            emails?: {
                value?: string;
                type?: string;
                primary?: boolean;
            }[];
            phoneNumbers?: {
                value?: string;
                type?: string;
            }[];
            addresses?: {
                type?: string;
                primary?: boolean;
                streetAddress?: string;
                locality?: string;
                region?: string;
                postalCode?: string;
                country?: string;
            }[];
            groups?: {
                value?: string;
                display?: string;
            }[];
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: {
                department?: string;
                employeeNumber?: string;
                manager?: {
                    value?: string;
                };
            };
            meta?: {
                resourceType: string;
                /** Format: date-time */
                created: string;
                /** Format: date-time */
                lastModified: string;
                location: string;
                /** @description The ETag; of people alone */
                version?: string;
            };
        };
        Seat: {
            /** @description The purchase it comes from and its number in it */
            id: string;
            product: string;
            userId: string;
            /** Format: date-time */
            since: string;
            /**
             * Format: date-time
             * @description Since when whoever holds it is kept out, as more are held than purchased; left out while they are not
             */
            suspendedSince?: string;
        };
        Tokens: {
            /** @description A JWT, valid for ten minutes */
            accessToken: string;
            /** @description Works once; each refresh gives the next one. Left out where a cookie keeps it */
            refreshToken?: string;
            /** @description Seconds the access token is valid */
            expiresIn: number;
            mustChangePassword: boolean;
            /** @description The account demands a second factor and there is none: the session can do nothing but add one */
            mustAddFactor?: boolean;
        };
        User: {
            id: string;
            accountId: string;
            username: string;
            userCode: string | null;
            /** @enum {string} */
            type: "standard" | "service";
            /** @enum {string} */
            status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
            firstName: string;
            lastName: string;
            email: string;
            title: string | null;
            phones: {
                office?: string;
                extension?: string;
                cell?: string;
            };
            address: {
                street?: string;
                city?: string;
                region?: string;
                postalCode?: string;
                country?: string;
            };
            offices: string[];
            /** @default [] */
            officeIds: string[];
            department: string | null;
            /** @default null */
            departmentId: string | null;
            seniority: string | null;
            /** @default null */
            seniorityId: string | null;
            reportsTo: string | null;
            products: string[];
            groups: string[];
            globalAdmin: boolean;
            /** @default everyone */
            visibility: ("everyone" | "team" | "self") | {
                users: string[];
            };
            /**
             * @description As whom the identity provider that provisions people knows the user
             * @default null
             */
            externalId: string | null;
            customFields: {
                [key: string]: string | number | boolean;
            };
            locale: string;
            mustChangePassword: boolean;
            invitation: components["schemas"]["Invitation"] | null;
            ban: {
                reason: string;
                /** Format: date-time */
                since: string;
                until: string | null;
            } | null;
            /** @description Kept out as one of those who took their seats last, while more are held than purchased; null while that is not so */
            seatSuspended?: {
                /** Format: date-time */
                since: string;
                products: string[];
            } | null;
            waitingSince: string | null;
            lastActiveAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signingKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "EC",
                     *           "crv": "P-256",
                     *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *           "kid": "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U",
                     *           "alg": "ES256",
                     *           "use": "sig"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    listScimGroups: {
        parameters: {
            query?: {
                filter?: string;
                /** @description Which one comes first, from 1 */
                startIndex?: number;
                /** @description How many at most; 100 if left out */
                count?: number;
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:api:messages:2.0:ListResponse"
                     *       ],
                     *       "totalResults": 1,
                     *       "startIndex": 1,
                     *       "itemsPerPage": 1,
                     *       "Resources": [
                     *         {
                     *           "schemas": [
                     *             "urn:ietf:params:scim:schemas:core:2.0:Group"
                     *           ],
                     *           "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "externalId": "7d7c5a2e",
                     *           "displayName": "Office managers",
                     *           "members": [
                     *             {
                     *               "value": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *               "display": "Liam Osei",
                     *               "type": "User"
                     *             }
                     *           ],
                     *           "meta": {
                     *             "resourceType": "Group",
                     *             "created": "2026-03-03T09:30:00.000Z",
                     *             "lastModified": "2026-03-03T09:30:00.000Z",
                     *             "location": "https://seats.harbour-lane.example/scim/v2/Groups/grp_9h3f6d1s8a4g7j2k5l0qw"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/scim+json": {
                        schemas: "urn:ietf:params:scim:api:messages:2.0:ListResponse"[];
                        totalResults: number;
                        startIndex: number;
                        itemsPerPage: number;
                        Resources: components["schemas"]["ScimGroup"][];
                    };
                };
            };
        };
    };
    createScimGroup: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                 *       ],
                 *       "displayName": "Litigators",
                 *       "externalId": "7d7c5a2e"
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    displayName?: unknown;
                    externalId?: unknown;
                    members?: unknown;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                     *       ],
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "externalId": "7d7c5a2e",
                     *       "displayName": "Litigators",
                     *       "members": [],
                     *       "meta": {
                     *         "resourceType": "Group",
                     *         "created": "2026-03-03T09:30:00.000Z",
                     *         "lastModified": "2026-03-03T09:30:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Groups/grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimGroup"];
                };
            };
        };
    };
    getScimGroup: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                     *       ],
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "externalId": "7d7c5a2e",
                     *       "displayName": "Office managers",
                     *       "members": [
                     *         {
                     *           "value": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "display": "Liam Osei",
                     *           "type": "User"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "resourceType": "Group",
                     *         "created": "2026-03-03T09:30:00.000Z",
                     *         "lastModified": "2026-03-03T09:30:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Groups/grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimGroup"];
                };
            };
        };
    };
    replaceScimGroup: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                 *       ],
                 *       "displayName": "Litigators",
                 *       "members": []
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    displayName?: unknown;
                    externalId?: unknown;
                    members?: unknown;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                     *       ],
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "externalId": "7d7c5a2e",
                     *       "displayName": "Litigators",
                     *       "members": [],
                     *       "meta": {
                     *         "resourceType": "Group",
                     *         "created": "2026-03-03T09:30:00.000Z",
                     *         "lastModified": "2026-03-03T09:30:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Groups/grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimGroup"];
                };
            };
        };
    };
    deleteScimGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchScimGroup: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
                 *       ],
                 *       "Operations": [
                 *         {
                 *           "op": "replace",
                 *           "path": "displayName",
                 *           "value": "Trial lawyers"
                 *         }
                 *       ]
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    Operations: ({
                        op: string;
                        path?: string | null;
                        value?: unknown;
                    } & {
                        [key: string]: unknown;
                    })[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:Group"
                     *       ],
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "externalId": "7d7c5a2e",
                     *       "displayName": "Trial lawyers",
                     *       "members": [
                     *         {
                     *           "value": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "display": "Liam Osei",
                     *           "type": "User"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "resourceType": "Group",
                     *         "created": "2026-03-03T09:30:00.000Z",
                     *         "lastModified": "2026-03-03T09:30:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Groups/grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimGroup"];
                };
            };
        };
    };
    scimResourceTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:api:messages:2.0:ListResponse"
                     *       ],
                     *       "totalResults": 1,
                     *       "startIndex": 1,
                     *       "itemsPerPage": 1,
                     *       "Resources": [
                     *         {
                     *           "schemas": [
                     *             "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
                     *           ],
                     *           "id": "Group",
                     *           "name": "Group",
                     *           "endpoint": "/Groups",
                     *           "schema": "urn:ietf:params:scim:schemas:core:2.0:Group",
                     *           "schemaExtensions": [],
                     *           "meta": {
                     *             "resourceType": "ResourceType",
                     *             "location": "https://seats.harbour-lane.example/scim/v2/ResourceTypes/Group"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/scim+json": {
                        schemas: "urn:ietf:params:scim:api:messages:2.0:ListResponse"[];
                        totalResults: number;
                        startIndex: number;
                        itemsPerPage: number;
                        Resources: ({
                            schemas: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
        };
    };
    scimResourceType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "User" | "Group";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kind */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
                     *       ],
                     *       "id": "Group",
                     *       "name": "Group",
                     *       "endpoint": "/Groups",
                     *       "schema": "urn:ietf:params:scim:schemas:core:2.0:Group",
                     *       "schemaExtensions": [],
                     *       "meta": {
                     *         "resourceType": "ResourceType",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/ResourceTypes/Group"
                     *       }
                     *     }
                     */
                    "application/scim+json": {
                        schemas: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    scimSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schemas */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:api:messages:2.0:ListResponse"
                     *       ],
                     *       "totalResults": 1,
                     *       "startIndex": 1,
                     *       "itemsPerPage": 1,
                     *       "Resources": [
                     *         {
                     *           "schemas": [
                     *             "urn:ietf:params:scim:schemas:core:2.0:Schema"
                     *           ],
                     *           "id": "urn:ietf:params:scim:schemas:core:2.0:Group",
                     *           "name": "Group",
                     *           "description": "A named set of people",
                     *           "attributes": [
                     *             {
                     *               "name": "displayName",
                     *               "type": "string",
                     *               "multiValued": false,
                     *               "description": "The name, which no other group has",
                     *               "required": true,
                     *               "caseExact": false,
                     *               "mutability": "readWrite",
                     *               "returned": "default",
                     *               "uniqueness": "server"
                     *             }
                     *           ],
                     *           "meta": {
                     *             "resourceType": "Schema",
                     *             "location": "https://seats.harbour-lane.example/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/scim+json": {
                        schemas: "urn:ietf:params:scim:api:messages:2.0:ListResponse"[];
                        totalResults: number;
                        startIndex: number;
                        itemsPerPage: number;
                        Resources: ({
                            schemas: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
        };
    };
    scimSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                urn: "urn:ietf:params:scim:schemas:core:2.0:User" | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" | "urn:ietf:params:scim:schemas:core:2.0:Group";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:Schema"
                     *       ],
                     *       "id": "urn:ietf:params:scim:schemas:core:2.0:Group",
                     *       "name": "Group",
                     *       "description": "A named set of people",
                     *       "attributes": [
                     *         {
                     *           "name": "displayName",
                     *           "type": "string",
                     *           "multiValued": false,
                     *           "description": "The name, which no other group has",
                     *           "required": true,
                     *           "caseExact": false,
                     *           "mutability": "readWrite",
                     *           "returned": "default",
                     *           "uniqueness": "server"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "resourceType": "Schema",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"
                     *       }
                     *     }
                     */
                    "application/scim+json": {
                        schemas: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    scimConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is supported */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
                     *       ],
                     *       "patch": {
                     *         "supported": true
                     *       },
                     *       "bulk": {
                     *         "supported": false,
                     *         "maxOperations": 0,
                     *         "maxPayloadSize": 0
                     *       },
                     *       "filter": {
                     *         "supported": true,
                     *         "maxResults": 200
                     *       },
                     *       "changePassword": {
                     *         "supported": false
                     *       },
                     *       "sort": {
                     *         "supported": false
                     *       },
                     *       "etag": {
                     *         "supported": true
                     *       },
                     *       "authenticationSchemes": [
                     *         {
                     *           "type": "oauthbearertoken",
                     *           "name": "API key",
                     *           "description": "The API key of a service user, as a bearer token",
                     *           "primary": true
                     *         }
                     *       ],
                     *       "meta": {
                     *         "resourceType": "ServiceProviderConfig",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/ServiceProviderConfig"
                     *       }
                     *     }
                     */
                    "application/scim+json": {
                        schemas: string[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listScimUsers: {
        parameters: {
            query?: {
                filter?: string;
                /** @description Which one comes first, from 1 */
                startIndex?: number;
                /** @description How many at most; 100 if left out */
                count?: number;
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:api:messages:2.0:ListResponse"
                     *       ],
                     *       "totalResults": 1,
                     *       "startIndex": 1,
                     *       "itemsPerPage": 1,
                     *       "Resources": [
                     *         {
                     *           "schemas": [
                     *             "urn:ietf:params:scim:schemas:core:2.0:User",
                     *             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                     *           ],
                     *           "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "externalId": "00u1a2b3c4d5",
                     *           "userName": "liam.osei@harbour-lane.example",
                     *           "name": {
                     *             "givenName": "Liam",
                     *             "familyName": "Osei",
                     *             "formatted": "Liam Osei"
                     *           },
                     *           "displayName": "Liam Osei",
                     *           "preferredLanguage": "en",
                     *           "active": true,
                     *           "emails": [
                     *             {
                     *               "type": "work",
                     *               "primary": true,
                     *               "value": "liam.osei@harbour-lane.example"
                     *             }
                     *           ],
                     *           "groups": [
                     *             {
                     *               "value": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *               "display": "Office managers"
                     *             }
                     *           ],
                     *           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                     *             "department": "Litigation",
                     *             "employeeNumber": "4711",
                     *             "manager": {
                     *               "value": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *             }
                     *           },
                     *           "meta": {
                     *             "resourceType": "User",
                     *             "created": "2026-03-09T09:15:00.000Z",
                     *             "lastModified": "2026-03-09T09:15:00.000Z",
                     *             "location": "https://seats.harbour-lane.example/scim/v2/Users/usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "version": "\"2\""
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/scim+json": {
                        schemas: "urn:ietf:params:scim:api:messages:2.0:ListResponse"[];
                        totalResults: number;
                        startIndex: number;
                        itemsPerPage: number;
                        Resources: components["schemas"]["ScimUser"][];
                    };
                };
            };
        };
    };
    createScimUser: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:User",
                 *         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                 *       ],
                 *       "externalId": "00u1a2b3c4d5",
                 *       "userName": "liam.osei@harbour-lane.example",
                 *       "name": {
                 *         "givenName": "Liam",
                 *         "familyName": "Osei"
                 *       },
                 *       "active": true,
                 *       "emails": [
                 *         {
                 *           "type": "work",
                 *           "primary": true,
                 *           "value": "liam.osei@harbour-lane.example"
                 *         }
                 *       ],
                 *       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                 *         "department": "Litigation",
                 *         "employeeNumber": "4711"
                 *       }
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    userName?: unknown;
                    externalId?: unknown;
                    active?: unknown;
                    name?: unknown;
                    emails?: unknown;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The user */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:User",
                     *         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                     *       ],
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "externalId": "00u1a2b3c4d5",
                     *       "userName": "liam.osei@harbour-lane.example",
                     *       "name": {
                     *         "givenName": "Liam",
                     *         "familyName": "Osei",
                     *         "formatted": "Liam Osei"
                     *       },
                     *       "displayName": "Liam Osei",
                     *       "preferredLanguage": "en",
                     *       "active": true,
                     *       "emails": [
                     *         {
                     *           "type": "work",
                     *           "primary": true,
                     *           "value": "liam.osei@harbour-lane.example"
                     *         }
                     *       ],
                     *       "groups": [
                     *         {
                     *           "value": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "display": "Office managers"
                     *         }
                     *       ],
                     *       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                     *         "department": "Litigation",
                     *         "employeeNumber": "4711",
                     *         "manager": {
                     *           "value": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         }
                     *       },
                     *       "meta": {
                     *         "resourceType": "User",
                     *         "created": "2026-03-09T09:15:00.000Z",
                     *         "lastModified": "2026-03-09T09:15:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Users/usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "version": "\"2\""
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimUser"];
                };
            };
        };
    };
    getScimUser: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:User",
                     *         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                     *       ],
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "externalId": "00u1a2b3c4d5",
                     *       "userName": "liam.osei@harbour-lane.example",
                     *       "name": {
                     *         "givenName": "Liam",
                     *         "familyName": "Osei",
                     *         "formatted": "Liam Osei"
                     *       },
                     *       "displayName": "Liam Osei",
                     *       "preferredLanguage": "en",
                     *       "active": true,
                     *       "emails": [
                     *         {
                     *           "type": "work",
                     *           "primary": true,
                     *           "value": "liam.osei@harbour-lane.example"
                     *         }
                     *       ],
                     *       "groups": [
                     *         {
                     *           "value": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "display": "Office managers"
                     *         }
                     *       ],
                     *       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                     *         "department": "Litigation",
                     *         "employeeNumber": "4711",
                     *         "manager": {
                     *           "value": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         }
                     *       },
                     *       "meta": {
                     *         "resourceType": "User",
                     *         "created": "2026-03-09T09:15:00.000Z",
                     *         "lastModified": "2026-03-09T09:15:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Users/usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "version": "\"2\""
                     *       }
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimUser"];
                };
            };
        };
    };
    replaceScimUser: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:schemas:core:2.0:User"
                 *       ],
                 *       "userName": "liam.osei@harbour-lane.example",
                 *       "name": {
                 *         "givenName": "Liam",
                 *         "familyName": "Osei"
                 *       },
                 *       "title": "Partner"
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    userName?: unknown;
                    externalId?: unknown;
                    active?: unknown;
                    name?: unknown;
                    emails?: unknown;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:User",
                     *         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                     *       ],
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "externalId": "00u1a2b3c4d5",
                     *       "userName": "liam.osei@harbour-lane.example",
                     *       "name": {
                     *         "givenName": "Liam",
                     *         "familyName": "Osei",
                     *         "formatted": "Liam Osei"
                     *       },
                     *       "displayName": "Liam Osei",
                     *       "preferredLanguage": "en",
                     *       "active": true,
                     *       "emails": [
                     *         {
                     *           "type": "work",
                     *           "primary": true,
                     *           "value": "liam.osei@harbour-lane.example"
                     *         }
                     *       ],
                     *       "groups": [
                     *         {
                     *           "value": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "display": "Office managers"
                     *         }
                     *       ],
                     *       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                     *         "department": "Litigation",
                     *         "employeeNumber": "4711",
                     *         "manager": {
                     *           "value": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         }
                     *       },
                     *       "meta": {
                     *         "resourceType": "User",
                     *         "created": "2026-03-09T09:15:00.000Z",
                     *         "lastModified": "2026-03-09T09:15:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Users/usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "version": "\"3\""
                     *       },
                     *       "title": "Partner"
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimUser"];
                };
            };
        };
    };
    deleteScimUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are deactivated */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchScimUser: {
        parameters: {
            query?: {
                /** @description What is wanted of each, with commas between */
                attributes?: string;
                /** @description What is not wanted */
                excludedAttributes?: string;
            };
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "schemas": [
                 *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
                 *       ],
                 *       "Operations": [
                 *         {
                 *           "op": "replace",
                 *           "path": "title",
                 *           "value": "Senior partner"
                 *         }
                 *       ]
                 *     }
                 */
                "application/scim+json": {
                    schemas?: string[];
                    Operations: ({
                        op: string;
                        path?: string | null;
                        value?: unknown;
                    } & {
                        [key: string]: unknown;
                    })[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schemas": [
                     *         "urn:ietf:params:scim:schemas:core:2.0:User",
                     *         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
                     *       ],
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "externalId": "00u1a2b3c4d5",
                     *       "userName": "liam.osei@harbour-lane.example",
                     *       "name": {
                     *         "givenName": "Liam",
                     *         "familyName": "Osei",
                     *         "formatted": "Liam Osei"
                     *       },
                     *       "displayName": "Liam Osei",
                     *       "preferredLanguage": "en",
                     *       "active": true,
                     *       "emails": [
                     *         {
                     *           "type": "work",
                     *           "primary": true,
                     *           "value": "liam.osei@harbour-lane.example"
                     *         }
                     *       ],
                     *       "groups": [
                     *         {
                     *           "value": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "display": "Office managers"
                     *         }
                     *       ],
                     *       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                     *         "department": "Litigation",
                     *         "employeeNumber": "4711",
                     *         "manager": {
                     *           "value": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         }
                     *       },
                     *       "meta": {
                     *         "resourceType": "User",
                     *         "created": "2026-03-09T09:15:00.000Z",
                     *         "lastModified": "2026-03-09T09:15:00.000Z",
                     *         "location": "https://seats.harbour-lane.example/scim/v2/Users/usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "version": "\"3\""
                     *       },
                     *       "title": "Senior partner"
                     *     }
                     */
                    "application/scim+json": components["schemas"]["ScimUser"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "name": "Harbour Lane",
                     *       "slug": "harbour-lane",
                     *       "locale": "en",
                     *       "timeZone": "Europe/Paris",
                     *       "policies": {
                     *         "sessionDays": 30,
                     *         "defaultGroup": null,
                     *         "secondFactor": "optional",
                     *         "invitationReminders": true,
                     *         "provisioningSignIn": "invitation",
                     *         "provisioningWhenNoSeat": "fail"
                     *       },
                     *       "createdAt": "2026-03-02T08:00:00.000Z",
                     *       "addressConfirmed": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "locale": "fr",
                 *       "policies": {
                 *         "sessionDays": 14
                 *       }
                 *     }
                 */
                "application/json": {
                    name?: string;
                    locale?: string;
                    timeZone?: string;
                    policies?: {
                        sessionDays?: number;
                        defaultGroup?: string | null;
                        /** @enum {string} */
                        secondFactor?: "optional" | "required";
                        invitationReminders?: boolean;
                        /** @enum {string} */
                        provisioningSignIn?: "invitation" | "single-sign-on";
                        /** @enum {string} */
                        provisioningWhenNoSeat?: "fail" | "wait";
                    };
                };
            };
        };
        responses: {
            /** @description The account */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "name": "Harbour Lane",
                     *       "slug": "harbour-lane",
                     *       "locale": "fr",
                     *       "timeZone": "Europe/Paris",
                     *       "policies": {
                     *         "sessionDays": 14,
                     *         "defaultGroup": null,
                     *         "secondFactor": "optional",
                     *         "invitationReminders": true,
                     *         "provisioningSignIn": "invitation",
                     *         "provisioningWhenNoSeat": "fail"
                     *       },
                     *       "createdAt": "2026-03-02T08:00:00.000Z",
                     *       "addressConfirmed": true,
                     *       "version": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    listMadeOffers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "off_2k8m5n7q1w4e9r3t6y0ui",
                     *           "madeAt": "2026-03-12T09:00:00.000Z",
                     *           "expiresAt": "2026-04-11T09:00:00.000Z",
                     *           "account": "quay-and-partners"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @description The slug of the account that is asked */
                            account: string;
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                    };
                };
            };
        };
    };
    offerAffiliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "quay-and-partners"
                 *     }
                 */
                "application/json": {
                    /** @description The slug of the account */
                    account: string;
                };
            };
        };
        responses: {
            /** @description The offer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "off_2k8m5n7q1w4e9r3t6y0ui",
                     *       "madeAt": "2026-03-12T09:00:00.000Z",
                     *       "expiresAt": "2026-04-11T09:00:00.000Z",
                     *       "account": "quay-and-partners"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @description The slug of the account that is asked */
                        account: string;
                        /** Format: date-time */
                        madeAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    withdrawOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody can accept it any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAffiliates: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                tree?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of affiliates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "acc_5n8k2m4j7h1g9f3d6s0ap",
                     *           "name": "Harbour Lane Lyon",
                     *           "slug": "harbour-lane-lyon",
                     *           "parentId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "depth": 1,
                     *           "since": "2026-03-12T09:00:00.000Z",
                     *           "createdAt": "2026-03-12T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            slug: string;
                            /** @description The account right above it */
                            parentId: string;
                            /** @description How far below the own account: 1 is right below */
                            depth: number;
                            /**
                             * Format: date-time
                             * @description Since when it is right below that account
                             */
                            since: string;
                            /** Format: date-time */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createAffiliate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Harbour Lane Lyon",
                 *       "slug": "harbour-lane-lyon",
                 *       "locale": "fr",
                 *       "timeZone": "Europe/Paris",
                 *       "admin": {
                 *         "username": "noor.haddad@lyon.harbour-lane.example",
                 *         "firstName": "Noor",
                 *         "lastName": "Haddad",
                 *         "password": "first day at the firm"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    slug: string;
                    /** @default en */
                    locale?: string;
                    /** @default UTC */
                    timeZone?: string;
                    admin: {
                        username: string;
                        firstName: string;
                        lastName: string;
                        /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                        password: string;
                    };
                };
            };
        };
        responses: {
            /** @description The account and its admin */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "acc_5n8k2m4j7h1g9f3d6s0ap",
                     *         "name": "Harbour Lane Lyon",
                     *         "slug": "harbour-lane-lyon",
                     *         "locale": "fr",
                     *         "timeZone": "Europe/Paris",
                     *         "policies": {
                     *           "sessionDays": 30,
                     *           "defaultGroup": null,
                     *           "secondFactor": "optional",
                     *           "invitationReminders": true,
                     *           "provisioningSignIn": "invitation",
                     *           "provisioningWhenNoSeat": "fail"
                     *         },
                     *         "createdAt": "2026-03-12T09:00:00.000Z",
                     *         "addressConfirmed": false,
                     *         "version": 1,
                     *         "parentId": "acc_3kq9z7w1m5x8b2n4v6c0d"
                     *       },
                     *       "user": {
                     *         "accountId": "acc_5n8k2m4j7h1g9f3d6s0ap",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [],
                     *         "officeIds": [],
                     *         "department": null,
                     *         "departmentId": null,
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": null,
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [],
                     *         "globalAdmin": true,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "fr",
                     *         "mustChangePassword": true,
                     *         "invitation": null,
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": null,
                     *         "id": "usr_4h8k2n6q1t5w9z3c7f0jm",
                     *         "username": "noor.haddad@lyon.harbour-lane.example",
                     *         "userCode": "NHA",
                     *         "status": "active",
                     *         "firstName": "Noor",
                     *         "lastName": "Haddad",
                     *         "email": "noor.haddad@lyon.harbour-lane.example",
                     *         "createdAt": "2026-03-12T09:00:00.000Z",
                     *         "updatedAt": "2026-03-12T09:00:00.000Z",
                     *         "version": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                        user: components["schemas"]["User"];
                    };
                };
            };
        };
    };
    releaseAffiliate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is an affiliate no longer */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enterAffiliate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token for the affiliate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl",
                     *       "expiresIn": 600,
                     *       "account": {
                     *         "id": "acc_5n8k2m4j7h1g9f3d6s0ap",
                     *         "name": "Harbour Lane Lyon",
                     *         "slug": "harbour-lane-lyon"
                     *       },
                     *       "permissions": [
                     *         "accounts.affiliates",
                     *         "users.read",
                     *         "users.invite"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description A JWT, valid for ten minutes */
                        accessToken: string;
                        /** @description Seconds the access token is valid */
                        expiresIn: number;
                        /** @description The affiliate in which every call with the token is */
                        account: {
                            id: string;
                            name: string;
                            slug: string;
                        };
                        /** @description What can be done there: no more than in the own account */
                        permissions: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                    };
                };
            };
        };
    };
    moveAffiliate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "under": "acc_7q1n5s9w3z8c2v6b0m4kh"
                 *     }
                 */
                "application/json": {
                    /** @description The account that is to be right above */
                    under: string;
                };
            };
        };
        responses: {
            /** @description The affiliate where it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "acc_5n8k2m4j7h1g9f3d6s0ap",
                     *       "name": "Harbour Lane Lyon",
                     *       "slug": "harbour-lane-lyon",
                     *       "parentId": "acc_7q1n5s9w3z8c2v6b0m4kh",
                     *       "depth": 2,
                     *       "since": "2026-03-12T09:00:00.000Z",
                     *       "createdAt": "2026-03-12T09:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string;
                        /** @description The account right above it */
                        parentId: string;
                        /** @description How far below the own account: 1 is right below */
                        depth: number;
                        /**
                         * Format: date-time
                         * @description Since when it is right below that account
                         */
                        since: string;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
        };
    };
    resendConfirmation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where it was sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "confirmed": false,
                     *       "sentTo": "ada.quill@harbour-lane.example"
                     *     }
                     */
                    "application/json": {
                        /** @description True when nothing was left to confirm, and no mail was sent */
                        confirmed: boolean;
                        sentTo: string | null;
                    };
                };
            };
        };
    };
    getParent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parent account and the offers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "parent": null,
                     *       "since": null,
                     *       "offers": [
                     *         {
                     *           "id": "off_2k8m5n7q1w4e9r3t6y0ui",
                     *           "madeAt": "2026-03-12T09:00:00.000Z",
                     *           "expiresAt": "2026-04-11T09:00:00.000Z",
                     *           "parent": {
                     *             "id": "acc_9w3e6r1t8y2u5i4o7p0as",
                     *             "name": "Harbour Holding",
                     *             "slug": "harbour-holding"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description The account right above; null for one that stands alone */
                        parent: {
                            id: string;
                            name: string;
                            slug: string;
                        } | null;
                        since: string | null;
                        /** @description Open offers to become an affiliate, the oldest first */
                        offers: {
                            id: string;
                            parent: {
                                id: string;
                                name: string;
                                slug: string;
                            };
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                    };
                };
            };
        };
    };
    leaveParent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account stands alone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    declineOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The offer is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    acceptOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The parent account, and what other offers there are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "parent": {
                     *         "id": "acc_9w3e6r1t8y2u5i4o7p0as",
                     *         "name": "Harbour Holding",
                     *         "slug": "harbour-holding"
                     *       },
                     *       "since": "2026-03-12T09:00:00.000Z",
                     *       "offers": []
                     *     }
                     */
                    "application/json": {
                        /** @description The account right above; null for one that stands alone */
                        parent: {
                            id: string;
                            name: string;
                            slug: string;
                        } | null;
                        since: string | null;
                        /** @description Open offers to become an affiliate, the oldest first */
                        offers: {
                            id: string;
                            parent: {
                                id: string;
                                name: string;
                                slug: string;
                            };
                            /** Format: date-time */
                            madeAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                        }[];
                    };
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Harbour Lane",
                 *       "slug": "harbour-lane",
                 *       "admin": {
                 *         "username": "ada.quill@harbour-lane.example",
                 *         "firstName": "Ada",
                 *         "lastName": "Quill",
                 *         "password": "a long demo passphrase"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    slug: string;
                    /** @default en */
                    locale?: string;
                    /** @default UTC */
                    timeZone?: string;
                    admin: {
                        username: string;
                        firstName: string;
                        lastName: string;
                        /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                        password: string;
                    };
                };
            };
        };
        responses: {
            /** @description The account and its admin */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "name": "Harbour Lane",
                     *         "slug": "harbour-lane",
                     *         "locale": "en",
                     *         "timeZone": "Europe/Paris",
                     *         "policies": {
                     *           "sessionDays": 30,
                     *           "defaultGroup": null,
                     *           "secondFactor": "optional",
                     *           "invitationReminders": true,
                     *           "provisioningSignIn": "invitation",
                     *           "provisioningWhenNoSeat": "fail"
                     *         },
                     *         "createdAt": "2026-03-02T08:00:00.000Z",
                     *         "addressConfirmed": true,
                     *         "version": 1
                     *       },
                     *       "user": {
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [],
                     *         "officeIds": [],
                     *         "department": null,
                     *         "departmentId": null,
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": null,
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [],
                     *         "globalAdmin": true,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "en",
                     *         "mustChangePassword": false,
                     *         "invitation": null,
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": "2026-03-09T09:14:00.000Z",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *         "username": "ada.quill@harbour-lane.example",
                     *         "userCode": "AQU",
                     *         "status": "active",
                     *         "firstName": "Ada",
                     *         "lastName": "Quill",
                     *         "email": "ada.quill@harbour-lane.example",
                     *         "createdAt": "2026-03-02T08:00:00.000Z",
                     *         "updatedAt": "2026-03-02T08:00:00.000Z",
                     *         "version": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                        user: components["schemas"]["User"];
                    };
                };
            };
        };
    };
    audit: {
        parameters: {
            query?: {
                actor?: string;
                target?: string;
                action?: string;
                from?: string;
                to?: string;
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of audit entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "evt_4k9j2h7g5f1d8s3a6p0oi",
                     *           "at": "2026-06-30T15:00:00.000Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "actorName": null,
                     *           "action": "identity.user.deactivated",
                     *           "target": {
                     *             "kind": "user",
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt"
                     *           },
                     *           "changes": [
                     *             {
                     *               "field": "status",
                     *               "before": "active",
                     *               "after": "deactivated"
                     *             }
                     *           ],
                     *           "detail": {
                     *             "reason": "Left the firm"
                     *           },
                     *           "requestId": "req_8s2d5f1g9h4j7k3l6q0we",
                     *           "address": "198.51.100.14",
                     *           "seal": 214
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                actor?: string;
                target?: string;
                action?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,at,actorType,actorId,apiKeyId,action,targetKind,targetId,changes,detail,requestId,address,seal,actorAccountId,actorName,actorAccount
                     *     evt_4k9j2h7g5f1d8s3a6p0oi,2026-06-30T15:00:00.000Z,user,usr_7f2m9q4x1k8w3z6b5n0vd,,identity.user.deactivated,user,usr_1d8s4h7j2k5l9q3w6e0rt,,"{""reason"":""Left the firm""}",req_8s2d5f1g9h4j7k3l6q0we,198.51.100.14,214,,,
                     */
                    "text/csv": string;
                };
            };
        };
    };
    auditSeal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last seal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 214,
                     *       "entries": 9071,
                     *       "hash": "5f1c0a7be2d94c63a8e7b0f4d21c9985f6e3a1d47b0c82e95a6d3f1b8c7e4092",
                     *       "sealedAt": "2026-06-30T15:00:41.000Z",
                     *       "waiting": 3
                     *     }
                     */
                    "application/json": {
                        /** @description Of the last seal; 0 before the first */
                        number: number;
                        /** @description Entries under this seal and all before it */
                        entries: number;
                        /** @description Follows from every entry so far: noted elsewhere, it shows later whether one was changed or removed */
                        hash: string | null;
                        sealedAt: string | null;
                        /** @description Entries without a seal, counted up to 1,000: new ones, and those that still count */
                        waiting: number;
                    };
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current": "a long demo passphrase",
                 *       "next": "another long passphrase"
                 *     }
                 */
                "application/json": {
                    current: string;
                    /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                    next: string;
                    /**
                     * @description `cookie` for pages of the same origin: the refresh token is then not in the answer but in a cookie that no script can read
                     * @constant
                     */
                    session?: "cookie";
                };
            };
        };
        responses: {
            /** @description Tokens of a new session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl",
                     *       "refreshToken": "ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *       "expiresIn": 600,
                     *       "mustChangePassword": false,
                     *       "mustAddFactor": false
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "harbour-lane",
                 *       "username": "ada.quill@harbour-lane.example"
                 *     }
                 */
                "application/json": {
                    account: string;
                    username: string;
                };
            };
        };
        responses: {
            /** @description If there is such a user, a mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    viewPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "name": "Harbour Lane",
                     *         "slug": "harbour-lane"
                     *       },
                     *       "firstName": "Ada",
                     *       "username": "ada.quill@harbour-lane.example",
                     *       "locale": "en",
                     *       "timeZone": "Europe/Paris",
                     *       "expiresAt": "2026-03-10T08:58:00.000Z"
                     *     }
                     */
                    "application/json": {
                        account: {
                            name: string;
                            slug: string;
                        };
                        locale: string;
                        firstName: string;
                        username: string;
                        /** @description Of the account; the time of the expiry is told in it */
                        timeZone: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "another long passphrase"
                 *     }
                 */
                "application/json": {
                    /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Sign in with the new password */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getProof: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Until when it holds, and what would prove it anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "provedUntil": null,
                     *       "asks": [
                     *         "password",
                     *         "otp"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description Null: what takes a proof is refused with `proof-required` */
                        provedUntil: string | null;
                        /** @description All that is needed to prove it anew; `sso` alone: to sign in anew at the identity provider */
                        asks: ("password" | "otp" | "sso")[];
                    };
                };
            };
        };
    };
    prove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long demo passphrase",
                 *       "otp": "492039"
                 *     }
                 */
                "application/json": {
                    password: string;
                    otp?: string;
                };
            };
        };
        responses: {
            /** @description Until when it holds, and what would prove it anew */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "provedUntil": "2026-03-10T09:05:00.000Z",
                     *       "asks": [
                     *         "password",
                     *         "otp"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description Null: what takes a proof is refused with `proof-required` */
                        provedUntil: string | null;
                        /** @description All that is needed to prove it anew; `sso` alone: to sign in anew at the identity provider */
                        asks: ("password" | "otp" | "sso")[];
                    };
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk"
                 *     }
                 */
                "application/json": {
                    refreshToken?: string;
                };
            };
        };
        responses: {
            /** @description The next pair of tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl",
                     *       "refreshToken": "ses_5t8y2u7i4o1p9a6s3d0fg.2.bmV4dC1vZi10aGUtZXhhbXBsZQ",
                     *       "expiresIn": 600,
                     *       "mustChangePassword": false,
                     *       "mustAddFactor": false
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "harbour-lane",
                 *       "username": "ada.quill@harbour-lane.example",
                 *       "password": "a long demo passphrase"
                 *     }
                 */
                "application/json": {
                    account: string;
                    username: string;
                    password: string;
                    /** @description Of somebody with a second factor: the code that the app shows, or a recovery code. It works once */
                    otp?: string;
                    /**
                     * @description `cookie` for pages of the same origin: the refresh token is then not in the answer but in a cookie that no script can read
                     * @constant
                     */
                    session?: "cookie";
                };
            };
        };
        responses: {
            /** @description A pair of tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl",
                     *       "refreshToken": "ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *       "expiresIn": 600,
                     *       "mustChangePassword": false,
                     *       "mustAddFactor": false
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    beginSso: {
        parameters: {
            query?: {
                /** @description Which, where the account has several; else the oldest */
                connection?: string;
                /** @description The address of who signs in, for the provider */
                hint?: string;
                /** @description A path of this very address to come back to */
                returnTo?: string;
                /** @description `true` has them sign in there although the provider knows who they are, which proves the session */
                again?: boolean;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    finishSso: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    catalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalogue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": 1,
                     *       "currencies": [
                     *         "EUR"
                     *       ],
                     *       "features": [
                     *         {
                     *           "feature": "people",
                     *           "name": "People, groups and permissions"
                     *         },
                     *         {
                     *           "feature": "reassignment",
                     *           "name": "Reassignment of records"
                     *         },
                     *         {
                     *           "feature": "outlook",
                     *           "name": "Add-in for Outlook"
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "name": "Seatkeeper Core",
                     *           "plans": [
                     *             {
                     *               "plan": "standard",
                     *               "name": "Standard",
                     *               "includedSeats": 0,
                     *               "maximumSeats": 250,
                     *               "features": [
                     *                 "people",
                     *                 "reassignment"
                     *               ],
                     *               "prices": [
                     *                 {
                     *                   "currency": "EUR",
                     *                   "period": "month",
                     *                   "perSeatMinor": 2900,
                     *                   "baseMinor": 0,
                     *                   "tiers": [
                     *                     {
                     *                       "upTo": 25,
                     *                       "perSeatMinor": 2900
                     *                     },
                     *                     {
                     *                       "upTo": null,
                     *                       "perSeatMinor": 2600
                     *                     }
                     *                   ]
                     *                 }
                     *               ]
                     *             }
                     *           ],
                     *           "modules": [],
                     *           "addons": [
                     *             {
                     *               "addon": "outlook",
                     *               "name": "Outlook",
                     *               "charged": "seat",
                     *               "plans": [
                     *                 "standard"
                     *               ],
                     *               "features": [
                     *                 "outlook"
                     *               ],
                     *               "prices": [
                     *                 {
                     *                   "currency": "EUR",
                     *                   "period": "month",
                     *                   "amountMinor": 300
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description Counts up with every change of the catalogue; orders keep the one they came from */
                        version: number;
                        currencies: string[];
                        features: {
                            feature: string;
                            name: string;
                        }[];
                        items: {
                            product: string;
                            name: string;
                            plans: {
                                plan: string;
                                name: string;
                                /** @description Seats that the base price covers, and the fewest one can have */
                                includedSeats: number;
                                maximumSeats: number | null;
                                features: string[];
                                prices: {
                                    currency: string;
                                    /** @enum {string} */
                                    period: "month" | "year";
                                    /** @description Price of a seat of the first tier */
                                    perSeatMinor: number;
                                    /** @description Price of the plan with its included seats */
                                    baseMinor: number;
                                    /** @description Each seat costs what its own tier says: a larger number never makes the earlier seats dearer */
                                    tiers: {
                                        /** @description The last seat at this price; null for all that follow */
                                        upTo: number | null;
                                        perSeatMinor: number;
                                    }[];
                                }[];
                            }[];
                            modules: {
                                module: string;
                                name: string;
                                /**
                                 * @description Once, or for each seat of the subscription
                                 * @enum {string}
                                 */
                                charged: "account" | "seat";
                                /** @description The plans it can be had with */
                                plans: string[];
                                features: string[];
                                prices: {
                                    currency: string;
                                    /** @enum {string} */
                                    period: "month" | "year";
                                    amountMinor: number;
                                }[];
                            }[];
                            addons: {
                                addon: string;
                                name: string;
                                /**
                                 * @description Once, or for each seat of the subscription
                                 * @enum {string}
                                 */
                                charged: "account" | "seat";
                                /** @description The plans it can be had with */
                                plans: string[];
                                features: string[];
                                prices: {
                                    currency: string;
                                    /** @enum {string} */
                                    period: "month" | "year";
                                    amountMinor: number;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    confirmAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was confirmed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "name": "Harbour Lane",
                     *         "slug": "harbour-lane"
                     *       },
                     *       "locale": "en",
                     *       "sentTo": "ada.quill@harbour-lane.example",
                     *       "state": "confirmed"
                     *     }
                     */
                    "application/json": {
                        account: {
                            name: string;
                            slug: string;
                        };
                        locale: string;
                        /** @description The address the mail went to */
                        sentTo: string;
                        /** @enum {string} */
                        state: "open" | "confirmed" | "expired";
                    };
                };
            };
        };
    };
    listCustomFields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "cfd_5n2k8m4j1h7g3f9d6s0ap",
                     *           "key": "costCentre",
                     *           "label": "Cost centre",
                     *           "type": "choice",
                     *           "required": false,
                     *           "choices": [
                     *             {
                     *               "value": "CC-7",
                     *               "label": "Harbour"
                     *             },
                     *             {
                     *               "value": "CC-8",
                     *               "label": "CC-8"
                     *             }
                     *           ],
                     *           "createdAt": "2026-03-02T08:10:00.000Z",
                     *           "updatedAt": "2026-03-02T08:10:00.000Z",
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            key: string;
                            label: string;
                            /** @enum {string} */
                            type: "text" | "number" | "date" | "choice" | "yes-no";
                            /** @description New people need a value; it is changed, and not removed */
                            required: boolean;
                            /** @description Of the type `choice`, in their order; else empty */
                            choices: {
                                /** @description What users have; it never changes */
                                value: string;
                                /** @description What it is called */
                                label: string;
                            }[];
                            users?: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    createCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "costCentre",
                 *       "label": "Cost centre",
                 *       "type": "choice",
                 *       "choices": [
                 *         {
                 *           "value": "CC-7",
                 *           "label": "Harbour"
                 *         },
                 *         {
                 *           "value": "CC-8"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    key: string;
                    label: string;
                    /** @enum {string} */
                    type: "text" | "number" | "date" | "choice" | "yes-no";
                    /** @default false */
                    required?: boolean;
                    /** @description `label` is the value if left out */
                    choices?: {
                        value: string;
                        label?: string;
                    }[];
                    after?: string | null;
                };
            };
        };
        responses: {
            /** @description The custom field */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cfd_5n2k8m4j1h7g3f9d6s0ap",
                     *       "key": "costCentre",
                     *       "label": "Cost centre",
                     *       "type": "choice",
                     *       "required": false,
                     *       "choices": [
                     *         {
                     *           "value": "CC-7",
                     *           "label": "Harbour"
                     *         },
                     *         {
                     *           "value": "CC-8",
                     *           "label": "CC-8"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-02T08:10:00.000Z",
                     *       "updatedAt": "2026-03-02T08:10:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        key: string;
                        label: string;
                        /** @enum {string} */
                        type: "text" | "number" | "date" | "choice" | "yes-no";
                        /** @description New people need a value; it is changed, and not removed */
                        required: boolean;
                        /** @description Of the type `choice`, in their order; else empty */
                        choices: {
                            /** @description What users have; it never changes */
                            value: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getCustomField: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The custom field */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cfd_5n2k8m4j1h7g3f9d6s0ap",
                     *       "key": "costCentre",
                     *       "label": "Cost centre",
                     *       "type": "choice",
                     *       "required": false,
                     *       "choices": [
                     *         {
                     *           "value": "CC-7",
                     *           "label": "Harbour"
                     *         },
                     *         {
                     *           "value": "CC-8",
                     *           "label": "CC-8"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-02T08:10:00.000Z",
                     *       "updatedAt": "2026-03-02T08:10:00.000Z",
                     *       "version": 1,
                     *       "users": 14
                     *     }
                     */
                    "application/json": {
                        id: string;
                        key: string;
                        label: string;
                        /** @enum {string} */
                        type: "text" | "number" | "date" | "choice" | "yes-no";
                        /** @description New people need a value; it is changed, and not removed */
                        required: boolean;
                        /** @description Of the type `choice`, in their order; else empty */
                        choices: {
                            /** @description What users have; it never changes */
                            value: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteCustomField: {
        parameters: {
            query?: {
                values?: "keep";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The definition is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Cost center",
                 *       "required": false
                 *     }
                 */
                "application/json": {
                    label?: string;
                    required?: boolean;
                    /** @description `label` is the value if left out */
                    choices?: {
                        value: string;
                        label?: string;
                    }[];
                    after?: string | null;
                };
            };
        };
        responses: {
            /** @description The custom field */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cfd_5n2k8m4j1h7g3f9d6s0ap",
                     *       "key": "costCentre",
                     *       "label": "Cost center",
                     *       "type": "choice",
                     *       "required": false,
                     *       "choices": [
                     *         {
                     *           "value": "CC-7",
                     *           "label": "Harbour"
                     *         },
                     *         {
                     *           "value": "CC-8",
                     *           "label": "CC-8"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-02T08:10:00.000Z",
                     *       "updatedAt": "2026-03-02T08:10:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        key: string;
                        label: string;
                        /** @enum {string} */
                        type: "text" | "number" | "date" | "choice" | "yes-no";
                        /** @description New people need a value; it is changed, and not removed */
                        required: boolean;
                        /** @description Of the type `choice`, in their order; else empty */
                        choices: {
                            /** @description What users have; it never changes */
                            value: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Whom they went to */
                user?: string;
                /** @description Any of invitation, invitation-reminder, confirmation, password-reset, password-changed, sign-in-details, second-factor-added, second-factor-removed, seats-low, seats-exhausted, over-allocated, invoice-issued, invoice-overdue, payment-declined, order-refunded, renewal-coming, subscription-ended, affiliate-offered, affiliate-offer-accepted, affiliate-offer-declined, sender-failing, sender-recovered, with commas between them */
                kind?: string;
                /** @description Any of queued, sending, sent, bounced, failed, cancelled, suppressed, with commas between them */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of mails */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "dlv_4h8k2n6q1t5w9z3c7f0jm",
                     *           "kind": "invitation",
                     *           "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "to": {
                     *             "name": "Liam Osei",
                     *             "address": "liam.osei@harbour-lane.example"
                     *           },
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "state": "bounced",
                     *           "suppressed": null,
                     *           "report": {
                     *             "kind": "hard-bounce",
                     *             "at": "2026-06-30T08:00:02.000Z",
                     *             "words": "550 5.1.1 No such user here"
                     *           },
                     *           "messageId": "<dlv_4h8k2n6q1t5w9z3c7f0jm@seatkeeper.example>",
                     *           "through": "product",
                     *           "attempts": 1,
                     *           "lastAttempt": {
                     *             "at": "2026-06-30T08:00:02.000Z",
                     *             "through": "product",
                     *             "outcome": "refused",
                     *             "answer": "550 5.1.1 No such user here"
                     *           },
                     *           "nextAttemptAt": null,
                     *           "createdAt": "2026-06-30T08:00:00.000Z",
                     *           "finishedAt": "2026-06-30T08:00:02.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            userId: string;
                            /** @description Where it went at the last attempt; null before the first */
                            to: {
                                name: string;
                                address: string;
                            } | null;
                            /** @description Who caused it */
                            actor: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /**
                             * @description `bounced`: it came back, as `report` tells; `cancelled`: there was nothing to send any more when its turn came; `suppressed`: it was not to be sent, for the reason in `suppressed`
                             * @enum {string}
                             */
                            state: "queued" | "sending" | "sent" | "bounced" | "failed" | "cancelled" | "suppressed";
                            /** @description Why it was not sent; null for one that was not suppressed */
                            suppressed: ("switched-off-by-user" | "switched-off-by-account" | "address-bounced" | "address-complained") | null;
                            /** @description What was said of it afterwards, in the words of the mail server of the recipient; null for nothing */
                            report: {
                                /**
                                 * @description `hard-bounce`: it came back, there is no such mailbox; `soft-bounce`: it came back for another reason, such as a full mailbox; `complaint`: its reader called it unwanted
                                 * @enum {string}
                                 */
                                kind: "hard-bounce" | "soft-bounce" | "complaint";
                                /** Format: date-time */
                                at: string;
                                words: string;
                            } | null;
                            /** @description The same at every attempt */
                            messageId: string;
                            /**
                             * @description Whose mail server it went through the last time, or waits for
                             * @enum {string}
                             */
                            through: "product" | "account";
                            /** @description Attempts begun so far */
                            attempts: number;
                            /** @description The last that came to an end */
                            lastAttempt: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description Whose mail server that was
                                 * @enum {string}
                                 */
                                through: "product" | "account";
                                /**
                                 * @description `later`: not now; `unknown`: the server has the mail, and never said whether it took it
                                 * @enum {string}
                                 */
                                outcome: "sent" | "refused" | "later" | "unknown";
                                /** @description The words of the mail server, without secrets */
                                answer: string;
                            } | null;
                            /** @description When it is tried next; null for one that is not waiting */
                            nextAttemptAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4h8k2n6q1t5w9z3c7f0jm",
                     *       "kind": "invitation",
                     *       "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "to": {
                     *         "name": "Liam Osei",
                     *         "address": "liam.osei@harbour-lane.example"
                     *       },
                     *       "actor": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "state": "bounced",
                     *       "suppressed": null,
                     *       "report": {
                     *         "kind": "hard-bounce",
                     *         "at": "2026-06-30T08:00:02.000Z",
                     *         "words": "550 5.1.1 No such user here"
                     *       },
                     *       "messageId": "<dlv_4h8k2n6q1t5w9z3c7f0jm@seatkeeper.example>",
                     *       "through": "product",
                     *       "attempts": 1,
                     *       "lastAttempt": {
                     *         "at": "2026-06-30T08:00:02.000Z",
                     *         "through": "product",
                     *         "outcome": "refused",
                     *         "answer": "550 5.1.1 No such user here"
                     *       },
                     *       "nextAttemptAt": null,
                     *       "createdAt": "2026-06-30T08:00:00.000Z",
                     *       "finishedAt": "2026-06-30T08:00:02.000Z",
                     *       "answers": [
                     *         {
                     *           "at": "2026-06-30T08:00:02.000Z",
                     *           "through": "product",
                     *           "outcome": "refused",
                     *           "answer": "550 5.1.1 No such user here"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                        userId: string;
                        /** @description Where it went at the last attempt; null before the first */
                        to: {
                            name: string;
                            address: string;
                        } | null;
                        /** @description Who caused it */
                        actor: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /**
                         * @description `bounced`: it came back, as `report` tells; `cancelled`: there was nothing to send any more when its turn came; `suppressed`: it was not to be sent, for the reason in `suppressed`
                         * @enum {string}
                         */
                        state: "queued" | "sending" | "sent" | "bounced" | "failed" | "cancelled" | "suppressed";
                        /** @description Why it was not sent; null for one that was not suppressed */
                        suppressed: ("switched-off-by-user" | "switched-off-by-account" | "address-bounced" | "address-complained") | null;
                        /** @description What was said of it afterwards, in the words of the mail server of the recipient; null for nothing */
                        report: {
                            /**
                             * @description `hard-bounce`: it came back, there is no such mailbox; `soft-bounce`: it came back for another reason, such as a full mailbox; `complaint`: its reader called it unwanted
                             * @enum {string}
                             */
                            kind: "hard-bounce" | "soft-bounce" | "complaint";
                            /** Format: date-time */
                            at: string;
                            words: string;
                        } | null;
                        /** @description The same at every attempt */
                        messageId: string;
                        /**
                         * @description Whose mail server it went through the last time, or waits for
                         * @enum {string}
                         */
                        through: "product" | "account";
                        /** @description Attempts begun so far */
                        attempts: number;
                        /** @description The last that came to an end */
                        lastAttempt: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description Whose mail server that was
                             * @enum {string}
                             */
                            through: "product" | "account";
                            /**
                             * @description `later`: not now; `unknown`: the server has the mail, and never said whether it took it
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "later" | "unknown";
                            /** @description The words of the mail server, without secrets */
                            answer: string;
                        } | null;
                        /** @description When it is tried next; null for one that is not waiting */
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        /** @description The newest twenty attempts, the oldest of them first */
                        answers: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description Whose mail server that was
                             * @enum {string}
                             */
                            through: "product" | "account";
                            /**
                             * @description `later`: not now; `unknown`: the server has the mail, and never said whether it took it
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "later" | "unknown";
                            /** @description The words of the mail server, without secrets */
                            answer: string;
                        }[];
                    };
                };
            };
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail, which waits for its turn */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4h8k2n6q1t5w9z3c7f0jm",
                     *       "kind": "invitation",
                     *       "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "to": {
                     *         "name": "Liam Osei",
                     *         "address": "liam.osei@harbour-lane.example"
                     *       },
                     *       "actor": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "state": "queued",
                     *       "suppressed": null,
                     *       "report": null,
                     *       "messageId": "<dlv_4h8k2n6q1t5w9z3c7f0jm@seatkeeper.example>",
                     *       "through": "product",
                     *       "attempts": 1,
                     *       "lastAttempt": {
                     *         "at": "2026-06-30T08:00:02.000Z",
                     *         "through": "product",
                     *         "outcome": "refused",
                     *         "answer": "550 5.1.1 No such user here"
                     *       },
                     *       "nextAttemptAt": "2026-06-30T09:15:04.000Z",
                     *       "createdAt": "2026-06-30T08:00:00.000Z",
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                        userId: string;
                        /** @description Where it went at the last attempt; null before the first */
                        to: {
                            name: string;
                            address: string;
                        } | null;
                        /** @description Who caused it */
                        actor: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /**
                         * @description `bounced`: it came back, as `report` tells; `cancelled`: there was nothing to send any more when its turn came; `suppressed`: it was not to be sent, for the reason in `suppressed`
                         * @enum {string}
                         */
                        state: "queued" | "sending" | "sent" | "bounced" | "failed" | "cancelled" | "suppressed";
                        /** @description Why it was not sent; null for one that was not suppressed */
                        suppressed: ("switched-off-by-user" | "switched-off-by-account" | "address-bounced" | "address-complained") | null;
                        /** @description What was said of it afterwards, in the words of the mail server of the recipient; null for nothing */
                        report: {
                            /**
                             * @description `hard-bounce`: it came back, there is no such mailbox; `soft-bounce`: it came back for another reason, such as a full mailbox; `complaint`: its reader called it unwanted
                             * @enum {string}
                             */
                            kind: "hard-bounce" | "soft-bounce" | "complaint";
                            /** Format: date-time */
                            at: string;
                            words: string;
                        } | null;
                        /** @description The same at every attempt */
                        messageId: string;
                        /**
                         * @description Whose mail server it went through the last time, or waits for
                         * @enum {string}
                         */
                        through: "product" | "account";
                        /** @description Attempts begun so far */
                        attempts: number;
                        /** @description The last that came to an end */
                        lastAttempt: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description Whose mail server that was
                             * @enum {string}
                             */
                            through: "product" | "account";
                            /**
                             * @description `later`: not now; `unknown`: the server has the mail, and never said whether it took it
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "later" | "unknown";
                            /** @description The words of the mail server, without secrets */
                            answer: string;
                        } | null;
                        /** @description When it is tried next; null for one that is not waiting */
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    listDepartments: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Whether to tell how many users each has */
                users?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of departments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "createdAt": "2026-03-03T09:20:00.000Z",
                     *           "updatedAt": "2026-03-03T09:20:00.000Z",
                     *           "version": 1,
                     *           "id": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *           "name": "Litigation"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            users?: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Litigation"
                 *     }
                 */
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The department */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "name": "Litigation"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getDepartment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The department */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "name": "Litigation",
                     *       "users": 9
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteDepartment: {
        parameters: {
            query?: {
                /** @description The department that takes its place */
                replaceBy?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The department is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateDepartment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Disputes"
                 *     }
                 */
                "application/json": {
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The department */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 2,
                     *       "id": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "name": "Disputes"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listDepartures: {
        parameters: {
            query?: {
                /** @description Of this day and earlier ones */
                until?: string;
                /** @description Only those that could not be done, or that could */
                refused?: string;
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of planned leavings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "user": {
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "firstName": "Liam",
                     *             "lastName": "Osei",
                     *             "status": "active"
                     *           },
                     *           "on": "2030-06-30",
                     *           "dueAt": "2030-06-29T23:00:00.000Z",
                     *           "reason": "Retires",
                     *           "reassign": {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "plannedBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "plannedAt": "2026-06-30T15:00:00.000Z",
                     *           "refusal": null
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            };
                            /**
                             * Format: date
                             * @description The day with whose beginning the user is deactivated, in the time zone of the account
                             */
                            on: string;
                            /**
                             * Format: date-time
                             * @description When that is; after a refusal, when it is tried again
                             */
                            dueAt: string;
                            reason: string | null;
                            /** @description Who gets the records then; null leaves them where they are */
                            reassign: {
                                to?: string;
                                split?: (unknown | {
                                    to: string;
                                    /** @default 1 */
                                    weight: number;
                                })[];
                                rules?: {
                                    types: string[];
                                    to: string;
                                }[];
                                filter?: {
                                    types?: string[];
                                    tags?: string[];
                                    closed?: boolean;
                                };
                            } | null;
                            /** @description In whose name it is done: who has to be allowed to when the day comes */
                            plannedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** Format: date-time */
                            plannedAt: string;
                            /** @description Why it could not be done on its day; it is tried again every day */
                            refusal: {
                                code: string;
                                detail: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    entitlements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entitlements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "features": [
                     *         "people",
                     *         "reassignment"
                     *       ],
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "modules": [],
                     *           "addons": [],
                     *           "features": [
                     *             "people",
                     *             "reassignment"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description Everything that is on, from whatever it comes */
                        features: string[];
                        items: {
                            product: string;
                            plan: string;
                            modules: string[];
                            addons: string[];
                            features: string[];
                        }[];
                    };
                };
            };
        };
    };
    liveEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that came: what happened after it comes first */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: ready
                     *     id: 1773333658123-41
                     *     data: {}
                     *
                     *     event: change
                     *     id: 1773333658123-42
                     *     data: {"type":"identity.user.banned","subject":{"kind":"user","id":"usr_1d8s4h7j2k5l9q3w6e0rt"},"version":12,"at":"2026-03-12T16:40:59.000Z"}
                     */
                    "text/event-stream": string;
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "grp_4c1a7b90d2e35f6817a2c4d6e8f0b135",
                     *           "name": "Member",
                     *           "permissions": [
                     *             "users.read",
                     *             "records.read"
                     *           ],
                     *           "builtIn": "member",
                     *           "managers": [],
                     *           "secondFactor": "optional",
                     *           "externalId": null,
                     *           "createdAt": "2026-11-28T00:00:00.000Z",
                     *           "updatedAt": "2026-11-28T00:00:00.000Z",
                     *           "version": 1
                     *         },
                     *         {
                     *           "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "name": "Office managers",
                     *           "permissions": [
                     *             "users.read",
                     *             "users.invite"
                     *           ],
                     *           "builtIn": null,
                     *           "managers": [],
                     *           "secondFactor": "optional",
                     *           "externalId": null,
                     *           "createdAt": "2026-03-03T09:30:00.000Z",
                     *           "updatedAt": "2026-03-03T09:30:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 2
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Office managers",
                 *       "permissions": [
                 *         "users.read",
                 *         "users.invite"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    permissions?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                    managers?: string[];
                    /** @enum {string} */
                    secondFactor?: "optional" | "required";
                    externalId?: string | null;
                };
            };
        };
        responses: {
            /** @description The group */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "name": "Office managers",
                     *       "permissions": [
                     *         "users.read",
                     *         "users.invite"
                     *       ],
                     *       "builtIn": null,
                     *       "managers": [],
                     *       "secondFactor": "optional",
                     *       "externalId": null,
                     *       "createdAt": "2026-03-03T09:30:00.000Z",
                     *       "updatedAt": "2026-03-03T09:30:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "name": "Office managers",
                     *       "permissions": [
                     *         "users.read",
                     *         "users.invite"
                     *       ],
                     *       "builtIn": null,
                     *       "managers": [],
                     *       "secondFactor": "optional",
                     *       "externalId": null,
                     *       "createdAt": "2026-03-03T09:30:00.000Z",
                     *       "updatedAt": "2026-03-03T09:30:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "permissions": [
                 *         "users.read",
                 *         "users.invite",
                 *         "users.ban"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name?: string;
                    permissions?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                    managers?: string[];
                    /** @enum {string} */
                    secondFactor?: "optional" | "required";
                    externalId?: string | null;
                };
            };
        };
        responses: {
            /** @description The group */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *       "name": "Office managers",
                     *       "permissions": [
                     *         "users.read",
                     *         "users.invite",
                     *         "users.ban"
                     *       ],
                     *       "builtIn": null,
                     *       "managers": [],
                     *       "secondFactor": "optional",
                     *       "externalId": null,
                     *       "createdAt": "2026-03-03T09:30:00.000Z",
                     *       "updatedAt": "2026-03-03T09:30:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
        };
    };
    previewGroup: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "permissions": [
                 *         "users.read",
                 *         "users.ban"
                 *       ],
                 *       "members": {
                 *         "add": [
                 *           "usr_1111111111111111111111111"
                 *         ],
                 *         "remove": []
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description All permissions that the group would have */
                    permissions?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                    /**
                     * @description Whether it would demand a second factor
                     * @enum {string}
                     */
                    secondFactor?: "optional" | "required";
                    members?: {
                        add?: string[];
                        remove?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description What would change; nothing has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "refusal": null,
                     *       "counts": {
                     *         "gaining": 1,
                     *         "losing": 0,
                     *         "byPermission": [
                     *           {
                     *             "permission": "users.ban",
                     *             "gaining": 1,
                     *             "losing": 0
                     *           }
                     *         ]
                     *       },
                     *       "factorAsked": {
                     *         "total": 0,
                     *         "items": []
                     *       },
                     *       "named": [],
                     *       "members": {
                     *         "items": [
                     *           {
                     *             "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "firstName": "Liam",
                     *             "lastName": "Osei",
                     *             "status": "active",
                     *             "gained": [
                     *               "users.ban"
                     *             ],
                     *             "lost": [],
                     *             "remaining": 3
                     *           }
                     *         ],
                     *         "nextCursor": null,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Why the permissions of the group could not be changed so */
                        refusal: {
                            /** @enum {string} */
                            code: "malformed-body" | "unauthenticated" | "sign-in-failed" | "second-factor-required" | "second-factor-wrong" | "proof-required" | "sso-required" | "sso-refused" | "forbidden" | "password-change-required" | "not-same-origin" | "sso-user-unknown" | "sso-user-barred" | "second-factor-missing" | "account-suspended" | "seat-suspended" | "not-found" | "sso-not-set-up" | "method-not-allowed" | "request-timeout" | "slug-taken" | "username-taken" | "external-id-taken" | "group-name-taken" | "built-in-group" | "name-taken" | "shared-item-registered" | "too-many-shared-items" | "in-use" | "no-free-seat" | "operators-account" | "payment-overdue" | "last-global-admin" | "wrong-status" | "too-many-keys" | "user-busy" | "rename-is-not-replace" | "purchase-conflict" | "reduction-conflict" | "not-subscribed" | "contract-forbids" | "term-over" | "billed-elsewhere" | "order-expired" | "order-outdated" | "order-pays-back" | "wrong-order-status" | "wrong-run-state" | "too-much-drift" | "wrong-job-state" | "wrong-delivery-state" | "nothing-to-send" | "wording-fixed" | "too-many-endpoints" | "too-many-connections" | "domain-not-proved" | "domain-taken" | "endpoint-disabled" | "delivery-under-way" | "address-not-confirmed" | "has-parent" | "hierarchy-loop" | "hierarchy-too-large" | "too-many-offers" | "overtaken" | "idempotency-in-progress" | "confirmation-expired" | "sso-attempt-ended" | "invitation-expired" | "invitation-used" | "invitation-revoked" | "password-reset-ended" | "changes-forgotten" | "precondition-failed" | "too-large" | "unsupported-media-type" | "validation-failed" | "idempotency-key-reused" | "unknown-account" | "unknown-product" | "too-many-requests" | "internal-error" | "sso-provider-failed" | "busy" | "service-unavailable";
                            detail: string;
                            /** @description Permissions that whoever asks would need */
                            missing?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                        } | null;
                        /** @description People who are not deactivated, as if nothing were refused */
                        counts: {
                            gaining: number;
                            losing: number;
                            byPermission: {
                                gaining: number;
                                losing: number;
                                /** @enum {string} */
                                permission: "account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend";
                            }[];
                        };
                        /** @description People who have no second factor, and would be asked for one by this change alone */
                        factorAsked: {
                            total: number;
                            /** @description The first of them: those who would be added, then those who stay, by name */
                            items: {
                                userId: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            }[];
                        };
                        /** @description Those who would be added or removed, each once, in the order in which they were named */
                        named: {
                            userId: string;
                            /** @enum {string} */
                            change: "added" | "removed" | "none";
                            refusal: {
                                /** @enum {string} */
                                code: "malformed-body" | "unauthenticated" | "sign-in-failed" | "second-factor-required" | "second-factor-wrong" | "proof-required" | "sso-required" | "sso-refused" | "forbidden" | "password-change-required" | "not-same-origin" | "sso-user-unknown" | "sso-user-barred" | "second-factor-missing" | "account-suspended" | "seat-suspended" | "not-found" | "sso-not-set-up" | "method-not-allowed" | "request-timeout" | "slug-taken" | "username-taken" | "external-id-taken" | "group-name-taken" | "built-in-group" | "name-taken" | "shared-item-registered" | "too-many-shared-items" | "in-use" | "no-free-seat" | "operators-account" | "payment-overdue" | "last-global-admin" | "wrong-status" | "too-many-keys" | "user-busy" | "rename-is-not-replace" | "purchase-conflict" | "reduction-conflict" | "not-subscribed" | "contract-forbids" | "term-over" | "billed-elsewhere" | "order-expired" | "order-outdated" | "order-pays-back" | "wrong-order-status" | "wrong-run-state" | "too-much-drift" | "wrong-job-state" | "wrong-delivery-state" | "nothing-to-send" | "wording-fixed" | "too-many-endpoints" | "too-many-connections" | "domain-not-proved" | "domain-taken" | "endpoint-disabled" | "delivery-under-way" | "address-not-confirmed" | "has-parent" | "hierarchy-loop" | "hierarchy-too-large" | "too-many-offers" | "overtaken" | "idempotency-in-progress" | "confirmation-expired" | "sso-attempt-ended" | "invitation-expired" | "invitation-used" | "invitation-revoked" | "password-reset-ended" | "changes-forgotten" | "precondition-failed" | "too-large" | "unsupported-media-type" | "validation-failed" | "idempotency-key-reused" | "unknown-account" | "unknown-product" | "too-many-requests" | "internal-error" | "sso-provider-failed" | "busy" | "service-unavailable";
                                detail: string;
                                /** @description Permissions that whoever asks would need */
                                missing?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                            } | null;
                            /** @description Null for somebody who is not there */
                            effect: {
                                userId: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                                gained: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                                lost: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                                /** @description How many permissions they would hold; who loses some and keeps none could do nothing any more */
                                remaining?: number;
                            } | null;
                        }[];
                        /** @description Those who stay members, and gain or lose something by it */
                        members: {
                            items: {
                                userId: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                                gained: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                                lost: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                                /** @description How many permissions they would hold; who loses some and keeps none could do nothing any more */
                                remaining?: number;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description Any of open, accepted, expired, revoked */
                state?: string;
                /** @description What became of the mail: any of queued, sent, failed, bounced, suppressed */
                mail?: string;
                expiresBefore?: string;
                /** @description Beginnings of words in name, username, address and user code */
                q?: string;
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *           "state": "open",
                     *           "sentTo": "liam.osei@harbour-lane.example",
                     *           "createdAt": "2026-03-09T09:15:00.000Z",
                     *           "expiresAt": "2026-03-16T09:15:00.000Z",
                     *           "mail": {
                     *             "state": "sent",
                     *             "at": "2026-03-09T09:15:02.000Z"
                     *           },
                     *           "user": {
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "firstName": "Liam",
                     *             "lastName": "Osei",
                     *             "status": "invited"
                     *           },
                     *           "invitedBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            state: "open" | "accepted" | "expired" | "revoked";
                            sentTo: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            mail: {
                                /** @enum {string} */
                                state: "queued" | "sent" | "failed" | "bounced" | "suppressed";
                                /** Format: date-time */
                                at: string;
                                /** @description What the mail server said, when it refused or sent it back; of `suppressed`, why it was not sent */
                                reason?: string;
                            };
                            /** @description How many reminders were sent; left out for none */
                            reminders?: number;
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            };
                            /** @description Who sent this link */
                            invitedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    viewInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": "Harbour Lane",
                     *       "accountSlug": "harbour-lane",
                     *       "firstName": "Liam",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "invitedBy": "Ada Quill",
                     *       "locale": "en",
                     *       "timeZone": "Europe/Paris",
                     *       "expiresAt": "2026-03-16T09:15:00.000Z",
                     *       "state": "open"
                     *     }
                     */
                    "application/json": {
                        account: string;
                        locale: string;
                        firstName: string;
                        username: string;
                        /**
                         * @description Of the account; the time of the expiry is told in it
                         * @default UTC
                         */
                        timeZone: string;
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description The name of who invites */
                        invitedBy: string | null;
                        /** @enum {string} */
                        state: "open" | "accepted" | "expired" | "revoked";
                        /**
                         * @description The firm lets nobody in with a password: the invitation is accepted by signing in at its identity provider
                         * @constant
                         */
                        ssoRequired?: true;
                        accountSlug: string;
                    };
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a seat at harbour lane"
                 *     }
                 */
                "application/json": {
                    /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                    password: string;
                    /**
                     * @description `cookie` for pages of the same origin: the refresh token is then not in the answer but in a cookie that no script can read
                     * @constant
                     */
                    session?: "cookie";
                };
            };
        };
        responses: {
            /** @description Tokens of the first session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJzZWF0a2VlcGVyIn0.c2lnbmF0dXJl",
                     *       "refreshToken": "ses_5t8y2u7i4o1p9a6s3d0fg.1.Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *       "expiresIn": 600,
                     *       "mustChangePassword": false,
                     *       "mustAddFactor": false
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invoices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ivc_0r7t3y9u5i1o8p4a2s6dk",
                     *           "number": "INV-000041",
                     *           "orderId": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *           "issuedAt": "2026-03-09T10:30:00.000Z",
                     *           "dueAt": "2026-04-08T10:30:00.000Z",
                     *           "status": "open",
                     *           "seller": {
                     *             "name": "Vendor GmbH",
                     *             "address": [
                     *               "1 Market Street",
                     *               "10115 Berlin"
                     *             ],
                     *             "taxNumber": "DE123456789",
                     *             "payTo": "IBAN DE02 1203 0000 0000 2020 51"
                     *           },
                     *           "recipient": {
                     *             "name": "Harbour Lane"
                     *           },
                     *           "lines": [
                     *             {
                     *               "product": "core",
                     *               "kind": "seats",
                     *               "name": "standard",
                     *               "charge": "term",
                     *               "quantity": 10,
                     *               "unitMinor": 2900,
                     *               "amountMinor": 29000,
                     *               "from": "2026-03-09T08:00:00.000Z",
                     *               "to": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "currency": "EUR",
                     *           "netMinor": 29000,
                     *           "taxBasisPoints": 2000,
                     *           "taxMinor": 5800,
                     *           "grossMinor": 34800
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @description Consecutive over all accounts of the vendor, without gaps */
                            number: string;
                            orderId: string;
                            /** Format: date-time */
                            issuedAt: string;
                            /** Format: date-time */
                            dueAt: string;
                            /** @enum {string} */
                            status: "open" | "overdue" | "paid";
                            /** Format: date-time */
                            paidAt?: string;
                            seller?: {
                                name: string;
                                /** @description Its lines */
                                address: string[];
                                taxNumber?: string;
                                /** @description Where the invoice is paid to */
                                payTo?: string;
                            };
                            /** @description The account as it was called when the invoice was issued; left out of those from before this was kept */
                            recipient?: {
                                name: string;
                            };
                            lines: {
                                product: string;
                                /** @enum {string} */
                                kind: "plan" | "seats" | "module" | "addon";
                                /** @description Of the plan, the module or the add-on */
                                name?: string;
                                /**
                                 * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                                 * @enum {string}
                                 */
                                charge: "term" | "remaining" | "unused";
                                quantity?: number;
                                /** @description Price of one for a whole period */
                                unitMinor?: number;
                                /** @description Net, in minor units; negative for a credit */
                                amountMinor: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            }[];
                            currency: string;
                            netMinor: number;
                            /** @description The rate of tax: 1900 is 19 % */
                            taxBasisPoints: number;
                            taxMinor: number;
                            grossMinor: number;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getInvoice: {
        parameters: {
            query?: {
                /** @description `pdf`: a document to be printed and kept */
                format?: "json" | "pdf";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invoice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ivc_0r7t3y9u5i1o8p4a2s6dk",
                     *       "number": "INV-000041",
                     *       "orderId": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *       "issuedAt": "2026-03-09T10:30:00.000Z",
                     *       "dueAt": "2026-04-08T10:30:00.000Z",
                     *       "status": "open",
                     *       "seller": {
                     *         "name": "Vendor GmbH",
                     *         "address": [
                     *           "1 Market Street",
                     *           "10115 Berlin"
                     *         ],
                     *         "taxNumber": "DE123456789",
                     *         "payTo": "IBAN DE02 1203 0000 0000 2020 51"
                     *       },
                     *       "recipient": {
                     *         "name": "Harbour Lane"
                     *       },
                     *       "lines": [
                     *         {
                     *           "product": "core",
                     *           "kind": "seats",
                     *           "name": "standard",
                     *           "charge": "term",
                     *           "quantity": 10,
                     *           "unitMinor": 2900,
                     *           "amountMinor": 29000,
                     *           "from": "2026-03-09T08:00:00.000Z",
                     *           "to": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "currency": "EUR",
                     *       "netMinor": 29000,
                     *       "taxBasisPoints": 2000,
                     *       "taxMinor": 5800,
                     *       "grossMinor": 34800
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @description Consecutive over all accounts of the vendor, without gaps */
                        number: string;
                        orderId: string;
                        /** Format: date-time */
                        issuedAt: string;
                        /** Format: date-time */
                        dueAt: string;
                        /** @enum {string} */
                        status: "open" | "overdue" | "paid";
                        /** Format: date-time */
                        paidAt?: string;
                        seller?: {
                            name: string;
                            /** @description Its lines */
                            address: string[];
                            taxNumber?: string;
                            /** @description Where the invoice is paid to */
                            payTo?: string;
                        };
                        /** @description The account as it was called when the invoice was issued; left out of those from before this was kept */
                        recipient?: {
                            name: string;
                        };
                        lines: {
                            product: string;
                            /** @enum {string} */
                            kind: "plan" | "seats" | "module" | "addon";
                            /** @description Of the plan, the module or the add-on */
                            name?: string;
                            /**
                             * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                             * @enum {string}
                             */
                            charge: "term" | "remaining" | "unused";
                            quantity?: number;
                            /** @description Price of one for a whole period */
                            unitMinor?: number;
                            /** @description Net, in minor units; negative for a credit */
                            amountMinor: number;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        currency: string;
                        netMinor: number;
                        /** @description The rate of tax: 1900 is 19 % */
                        taxBasisPoints: number;
                        taxMinor: number;
                        grossMinor: number;
                    };
                    "application/pdf": string;
                };
            };
        };
    };
    listBulkJobs: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of bulk jobs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "job_2w4e6r8t1y3u5i7o9p0as",
                     *           "action": "ban",
                     *           "details": {
                     *             "reason": "Lost laptops",
                     *             "until": "2030-01-01T00:00:00.000Z"
                     *           },
                     *           "state": "finished",
                     *           "detail": null,
                     *           "by": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "retriedBy": null,
                     *           "progress": {
                     *             "total": 20,
                     *             "waiting": 0,
                     *             "done": 19,
                     *             "unchanged": 0,
                     *             "refused": 1
                     *           },
                     *           "createdAt": "2026-03-12T16:41:00.000Z",
                     *           "finishedAt": "2026-03-12T16:41:02.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            action: "deactivate" | "reactivate" | "ban" | "unban" | "regroup" | "change-products" | "update" | "resend-invitation" | "revoke-invitation" | "end-sessions" | "require-password-change";
                            /** @description What was given with the act, such as `reason` */
                            details: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description `stopped`: the one in whose name it ran lost the permission; whoever was not reached by then is refused
                             * @enum {string}
                             */
                            state: "queued" | "running" | "finished" | "cancelled" | "stopped";
                            /** @description Why it was stopped */
                            detail: string | null;
                            /** @description Who began it */
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** @description Who had it tried once more: since then it runs in this name */
                            retriedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            } | null;
                            progress: {
                                total: number;
                                waiting: number;
                                done: number;
                                unchanged: number;
                                refused: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getBulkJob: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Any of waiting, done, unchanged, refused, with commas between them */
                outcome?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "job_2w4e6r8t1y3u5i7o9p0as",
                     *       "action": "ban",
                     *       "details": {
                     *         "reason": "Lost laptops",
                     *         "until": "2030-01-01T00:00:00.000Z"
                     *       },
                     *       "state": "finished",
                     *       "detail": null,
                     *       "by": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "retriedBy": null,
                     *       "progress": {
                     *         "total": 20,
                     *         "waiting": 0,
                     *         "done": 19,
                     *         "unchanged": 0,
                     *         "refused": 1
                     *       },
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": "2026-03-12T16:41:02.000Z",
                     *       "results": {
                     *         "items": [
                     *           {
                     *             "userId": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "username": "mei.tan@harbour-lane.example",
                     *             "outcome": "done",
                     *             "refusal": null
                     *           },
                     *           {
                     *             "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "outcome": "refused",
                     *             "refusal": {
                     *               "code": "wrong-status",
                     *               "detail": "A user who is invited cannot be banned."
                     *             }
                     *           }
                     *         ],
                     *         "nextCursor": null,
                     *         "total": 2
                     *       }
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "deactivate" | "reactivate" | "ban" | "unban" | "regroup" | "change-products" | "update" | "resend-invitation" | "revoke-invitation" | "end-sessions" | "require-password-change";
                        /** @description What was given with the act, such as `reason` */
                        details: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description `stopped`: the one in whose name it ran lost the permission; whoever was not reached by then is refused
                         * @enum {string}
                         */
                        state: "queued" | "running" | "finished" | "cancelled" | "stopped";
                        /** @description Why it was stopped */
                        detail: string | null;
                        /** @description Who began it */
                        by: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /** @description Who had it tried once more: since then it runs in this name */
                        retriedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        } | null;
                        progress: {
                            total: number;
                            waiting: number;
                            done: number;
                            unchanged: number;
                            refused: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        results: {
                            items: {
                                userId: string;
                                /** @description Null until it is known, and for an id that nobody has */
                                username: string | null;
                                /**
                                 * @description `unchanged`: it was so already
                                 * @enum {string}
                                 */
                                outcome: "waiting" | "done" | "unchanged" | "refused";
                                /** @description What the call for this user alone would have said */
                                refusal: {
                                    /** @enum {string} */
                                    code: "malformed-body" | "unauthenticated" | "sign-in-failed" | "second-factor-required" | "second-factor-wrong" | "proof-required" | "sso-required" | "sso-refused" | "forbidden" | "password-change-required" | "not-same-origin" | "sso-user-unknown" | "sso-user-barred" | "second-factor-missing" | "account-suspended" | "seat-suspended" | "not-found" | "sso-not-set-up" | "method-not-allowed" | "request-timeout" | "slug-taken" | "username-taken" | "external-id-taken" | "group-name-taken" | "built-in-group" | "name-taken" | "shared-item-registered" | "too-many-shared-items" | "in-use" | "no-free-seat" | "operators-account" | "payment-overdue" | "last-global-admin" | "wrong-status" | "too-many-keys" | "user-busy" | "rename-is-not-replace" | "purchase-conflict" | "reduction-conflict" | "not-subscribed" | "contract-forbids" | "term-over" | "billed-elsewhere" | "order-expired" | "order-outdated" | "order-pays-back" | "wrong-order-status" | "wrong-run-state" | "too-much-drift" | "wrong-job-state" | "wrong-delivery-state" | "nothing-to-send" | "wording-fixed" | "too-many-endpoints" | "too-many-connections" | "domain-not-proved" | "domain-taken" | "endpoint-disabled" | "delivery-under-way" | "address-not-confirmed" | "has-parent" | "hierarchy-loop" | "hierarchy-too-large" | "too-many-offers" | "overtaken" | "idempotency-in-progress" | "confirmation-expired" | "sso-attempt-ended" | "invitation-expired" | "invitation-used" | "invitation-revoked" | "password-reset-ended" | "changes-forgotten" | "precondition-failed" | "too-large" | "unsupported-media-type" | "validation-failed" | "idempotency-key-reused" | "unknown-account" | "unknown-product" | "too-many-requests" | "internal-error" | "sso-provider-failed" | "busy" | "service-unavailable";
                                    detail: string;
                                    /** @description Permissions that whoever asks would need */
                                    missing?: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                                } | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
    };
    cancelBulkJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulk job, cancelled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "job_2w4e6r8t1y3u5i7o9p0as",
                     *       "action": "ban",
                     *       "details": {
                     *         "reason": "Lost laptops",
                     *         "until": "2030-01-01T00:00:00.000Z"
                     *       },
                     *       "state": "cancelled",
                     *       "detail": null,
                     *       "by": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "retriedBy": null,
                     *       "progress": {
                     *         "total": 20,
                     *         "waiting": 1,
                     *         "done": 19,
                     *         "unchanged": 0,
                     *         "refused": 0
                     *       },
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": "2026-03-12T16:41:02.000Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "deactivate" | "reactivate" | "ban" | "unban" | "regroup" | "change-products" | "update" | "resend-invitation" | "revoke-invitation" | "end-sessions" | "require-password-change";
                        /** @description What was given with the act, such as `reason` */
                        details: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description `stopped`: the one in whose name it ran lost the permission; whoever was not reached by then is refused
                         * @enum {string}
                         */
                        state: "queued" | "running" | "finished" | "cancelled" | "stopped";
                        /** @description Why it was stopped */
                        detail: string | null;
                        /** @description Who began it */
                        by: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /** @description Who had it tried once more: since then it runs in this name */
                        retriedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        } | null;
                        progress: {
                            total: number;
                            waiting: number;
                            done: number;
                            unchanged: number;
                            refused: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    retryBulkJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are being tried */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "job_2w4e6r8t1y3u5i7o9p0as",
                     *       "action": "ban",
                     *       "details": {
                     *         "reason": "Lost laptops",
                     *         "until": "2030-01-01T00:00:00.000Z"
                     *       },
                     *       "state": "queued",
                     *       "detail": null,
                     *       "by": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "retriedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "progress": {
                     *         "total": 20,
                     *         "waiting": 1,
                     *         "done": 19,
                     *         "unchanged": 0,
                     *         "refused": 0
                     *       },
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "deactivate" | "reactivate" | "ban" | "unban" | "regroup" | "change-products" | "update" | "resend-invitation" | "revoke-invitation" | "end-sessions" | "require-password-change";
                        /** @description What was given with the act, such as `reason` */
                        details: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description `stopped`: the one in whose name it ran lost the permission; whoever was not reached by then is refused
                         * @enum {string}
                         */
                        state: "queued" | "running" | "finished" | "cancelled" | "stopped";
                        /** @description Why it was stopped */
                        detail: string | null;
                        /** @description Who began it */
                        by: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /** @description Who had it tried once more: since then it runs in this name */
                        retriedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        } | null;
                        progress: {
                            total: number;
                            waiting: number;
                            done: number;
                            unchanged: number;
                            refused: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    listLicenses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One item for each product the account has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "purchased": 10,
                     *           "used": 10,
                     *           "free": 0,
                     *           "overAllocated": 0,
                     *           "scheduled": [],
                     *           "level": "exhausted",
                     *           "waiting": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            product: string;
                            plan: string;
                            /** @description What is left after reductions, also while more are used */
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many of the purchased were taken beyond what is bought, and are owed; left out for none */
                            overage?: number;
                            /** @description How many more may be taken beyond what is bought, when none is free; left out for none */
                            overageLeft?: number;
                            /** @description How many more are used than purchased, since a reduction: nobody loses a seat, nobody gets one */
                            overAllocated: number;
                            /**
                             * Format: date-time
                             * @description Since when; left out while no more are used than purchased
                             */
                            overAllocatedSince?: string;
                            /**
                             * Format: date-time
                             * @description Until when the account has time to give seats back, or to buy more; there while it is over-allocated
                             */
                            graceEndsAt?: string;
                            /**
                             * @description What follows once that is over: `suspend-newest`, who took their seats last are kept out; there while it is over-allocated
                             * @enum {string}
                             */
                            afterGrace?: "refuse-claims" | "suspend-newest";
                            /** @description How many holders are kept out, since the grace is over; left out for none */
                            suspended?: number;
                            /** @description Reductions that are booked, the next one first */
                            scheduled: {
                                reductionId: string;
                                seats: number;
                                /** Format: date-time */
                                effectiveAt: string;
                            }[];
                            /** @description Whether so few are free that more should be ordered */
                            runsLow?: boolean;
                            /**
                             * @description `low`: so few are free that more should be ordered; `exhausted`: none is
                             * @enum {string}
                             */
                            level?: "fine" | "low" | "exhausted";
                            /**
                             * Format: date-time
                             * @description When the term of the subscription is over; left out without one
                             */
                            renewsAt?: string;
                            /** @description Whether a new term begins then, or the subscription ends; left out without one, and for one that does neither by itself */
                            renews?: boolean;
                            /** @description What the contract says of reducing the subscription and letting it end; left out where it says nothing */
                            contract?: {
                                /** @description How many days before seats go, or the subscription ends, that has to be said */
                                noticeDays: number;
                                /** @description How many seats have to be left of whatever is reduced */
                                minimumSeats: number;
                                /** @description What else the contract says of reductions, for people to read */
                                restrictions: string | null;
                                /**
                                 * Format: date-time
                                 * @description Until when it can be said that seats go, or the subscription ends, at that moment
                                 */
                                noticeBy: string;
                            };
                            waiting: number;
                        }[];
                    };
                };
            };
        };
    };
    forecast: {
        parameters: {
            query: {
                /** @description Today, or up to 1830 days later */
                at: string;
                /** @description Where the day ends; that of the account, if left out */
                timeZone?: string;
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What will be */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "product": "core",
                     *       "timeZone": "Europe/Paris",
                     *       "at": "2027-02-28",
                     *       "endsAt": "2027-02-28T23:00:00.000Z",
                     *       "now": {
                     *         "purchased": 10,
                     *         "used": 10,
                     *         "free": 0,
                     *         "overAllocated": 0
                     *       },
                     *       "then": {
                     *         "purchased": 8,
                     *         "used": 10,
                     *         "free": 0,
                     *         "overAllocated": 2
                     *       },
                     *       "changes": [
                     *         {
                     *           "kind": "reduction",
                     *           "at": "2027-02-28T10:00:00.000Z",
                     *           "reductionId": "red_4k8m2p6r9t3v7x1z",
                     *           "seats": -2,
                     *           "purchased": 8,
                     *           "used": 10,
                     *           "free": 0,
                     *           "overAllocated": 2,
                     *           "verdict": "too-large",
                     *           "detail": "8 seats of core are left, and 10 are used: 2 have to be given back by then."
                     *         }
                     *       ],
                     *       "renewsAt": "2027-02-28T10:00:00.000Z",
                     *       "staying": {
                     *         "invitationsOver": 1,
                     *         "bansOver": 0
                     *       }
                     *     }
                     */
                    "application/json": {
                        product: string;
                        /** @description Where the day ends */
                        timeZone: string;
                        /** Format: date */
                        at: string;
                        /**
                         * Format: date-time
                         * @description When the day is over
                         */
                        endsAt: string;
                        now: {
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many more are used than purchased */
                            overAllocated: number;
                        };
                        /** @description At the end of the day, if nothing else is decided by then */
                        then: {
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many more are used than purchased */
                            overAllocated: number;
                        };
                        /** @description What leads there, the first one first */
                        changes: {
                            /**
                             * @description `end`: the subscription is over; `departure`: users who are planned to leave, and free their seats. More kinds may come
                             * @enum {string}
                             */
                            kind: "reduction" | "end" | "departure";
                            /** Format: date-time */
                            at: string;
                            reductionId?: string;
                            /** @description By how much the purchased seats change */
                            seats: number;
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many more are used than purchased */
                            overAllocated: number;
                            /**
                             * @description `too-large`: fewer seats are left than are used; `too-small`: more are left over than a reserve, so more could go
                             * @enum {string}
                             */
                            verdict: "too-large" | "fits" | "too-small";
                            detail: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description When the term of the subscription is over; seats stay as they are then, unless a reduction is booked or it ends
                         */
                        renewsAt?: string;
                        staying: {
                            /** @description Invitations that nobody has accepted and that will have expired: each keeps its seat until it is withdrawn */
                            invitationsOver: number;
                            /** @description Bans that will have ended: the seat was held all along */
                            bansOver: number;
                        };
                    };
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "evt_8d3f6g1h9j4k7l2q5w0er",
                     *           "at": "2026-03-09T09:15:00.000Z",
                     *           "product": "core",
                     *           "kind": "claimed",
                     *           "purchased": 0,
                     *           "used": 1,
                     *           "cause": {
                     *             "actor": {
                     *               "type": "user",
                     *               "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *             },
                     *             "seatId": "INV-2026-117/3",
                     *             "userId": "usr_1d8s4h7j2k5l9q3w6e0rt"
                     *           }
                     *         },
                     *         {
                     *           "id": "evt_1q6w3e8r5t2y7u4i9o0pa",
                     *           "at": "2026-03-02T12:00:00.000Z",
                     *           "product": "core",
                     *           "kind": "purchased",
                     *           "purchased": 10,
                     *           "used": 0,
                     *           "cause": {
                     *             "actor": {
                     *               "type": "billing",
                     *               "id": "/billing/acme-erp"
                     *             },
                     *             "eventId": "invoice-2026-117",
                     *             "purchaseId": "INV-2026-117"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 2
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["LedgerLine"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    listReductions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is booked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "red_4k8m2p6r9t3v7x1z",
                     *           "product": "core",
                     *           "seats": 2,
                     *           "effectiveAt": "2027-02-28T10:00:00.000Z",
                     *           "when": "renewal",
                     *           "warning": {
                     *             "used": 10,
                     *             "left": 8,
                     *             "detail": "10 seats of core are used now, and 8 will be left. Unless 2 are given back by then, the account is over-allocated: nobody loses a seat, and nobody new gets one."
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            product: string;
                            /** @description How many go */
                            seats: number;
                            /**
                             * Format: date-time
                             * @description When they go
                             */
                            effectiveAt: string;
                            /**
                             * @description Whether it moves with the renewal, should an order begin a new term
                             * @enum {string}
                             */
                            when: "renewal" | "date";
                            /** @description There when more seats are used now than will be left then */
                            warning?: {
                                used: number;
                                left: number;
                                detail: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    bookReduction: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seats": 2,
                 *       "when": "renewal"
                 *     }
                 */
                "application/json": {
                    /** @description How many seats go */
                    seats: number;
                    /** @description On the day of the renewal, or at a later moment */
                    when?: "renewal" | string;
                };
            };
        };
        responses: {
            /** @description What is booked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "red_4k8m2p6r9t3v7x1z",
                     *       "product": "core",
                     *       "seats": 2,
                     *       "effectiveAt": "2027-02-28T10:00:00.000Z",
                     *       "when": "renewal",
                     *       "warning": {
                     *         "used": 10,
                     *         "left": 8,
                     *         "detail": "10 seats of core are used now, and 8 will be left. Unless 2 are given back by then, the account is over-allocated: nobody loses a seat, and nobody new gets one."
                     *       }
                     *     }
                     */
                    "application/json": {
                        id: string;
                        product: string;
                        /** @description How many go */
                        seats: number;
                        /**
                         * Format: date-time
                         * @description When they go
                         */
                        effectiveAt: string;
                        /**
                         * @description Whether it moves with the renewal, should an order begin a new term
                         * @enum {string}
                         */
                        when: "renewal" | "date";
                        /** @description There when more seats are used now than will be left then */
                        warning?: {
                            used: number;
                            left: number;
                            detail: string;
                        };
                    };
                };
            };
        };
    };
    cancelReduction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no longer booked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    chooseRenewal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "renews": false
                 *     }
                 */
                "application/json": {
                    /** @description `false`: the subscription ends with its term, and its seats go */
                    renews: boolean;
                };
            };
        };
        responses: {
            /** @description What becomes of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "product": "core",
                     *       "renews": false,
                     *       "at": "2027-02-28T10:00:00Z"
                     *     }
                     */
                    "application/json": {
                        product: string;
                        /** @description Whether a new term begins then; the subscription ends otherwise */
                        renews: boolean;
                        /**
                         * Format: date-time
                         * @description When the term is over
                         */
                        at: string;
                    };
                };
            };
        };
    };
    listSeats: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                at?: string;
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of held seats */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "INV-2026-117/3",
                     *           "product": "core",
                     *           "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "since": "2026-03-09T09:15:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "eyJhZnRlciI6IklOVi0yMDI2LTExNy8zIn0",
                     *       "total": 10
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Seat"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    usage: {
        parameters: {
            query?: {
                /** @description A day; the thirtieth up to the last one, if left out */
                from?: string;
                /** @description Today, if left out; at most 400 days are told at once */
                to?: string;
                /** @description Where days begin and end; that of the account, if left out */
                timeZone?: string;
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, the first one first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "product": "core",
                     *       "timeZone": "Europe/Paris",
                     *       "peak": 4,
                     *       "items": [
                     *         {
                     *           "day": "2026-03-10",
                     *           "purchased": 5,
                     *           "used": 3,
                     *           "peak": 3,
                     *           "claimed": 0,
                     *           "freed": 0
                     *         },
                     *         {
                     *           "day": "2026-03-11",
                     *           "purchased": 25,
                     *           "used": 3,
                     *           "peak": 4,
                     *           "claimed": 1,
                     *           "freed": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        product: string;
                        /** @description Where its days begin and end */
                        timeZone: string;
                        /** @description The most that were used at once on any of the days */
                        peak: number;
                        /** @description Each day, the first one first; days to come are left out */
                        items: {
                            /** Format: date */
                            day: string;
                            /** @description At the end of the day */
                            purchased: number;
                            /** @description At the end of the day */
                            used: number;
                            /** @description The most that were used at once */
                            peak: number;
                            claimed: number;
                            freed: number;
                        }[];
                    };
                };
            };
        };
    };
    listWaiting: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the wait list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "position": 1,
                     *           "user": {
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "firstName": "Liam",
                     *             "lastName": "Osei",
                     *             "status": "waiting"
                     *           },
                     *           "since": "2026-03-09T09:15:00.000Z",
                     *           "products": [
                     *             "core"
                     *           ],
                     *           "invitedBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description Among those who wait for the product; 1 is served first */
                            position: number;
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            };
                            /** Format: date-time */
                            since: string;
                            /** @description All that is waited for: who lacks one is passed over until it is there */
                            products: string[];
                            invitedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    moveWaiting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "first"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    to: "first" | "last";
                } | {
                    before: string;
                };
            };
        };
        responses: {
            /** @description Where the user stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": 1,
                     *       "user": {
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei",
                     *         "status": "waiting"
                     *       },
                     *       "since": "2026-03-09T09:15:00.000Z",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "invitedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @description Among those who wait for the product; 1 is served first */
                        position: number;
                        user: {
                            id: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                            /** @enum {string} */
                            status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                        };
                        /** Format: date-time */
                        since: string;
                        /** @description All that is waited for: who lacks one is passed over until it is there */
                        products: string[];
                        invitedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                    };
                };
            };
        };
    };
    why: {
        parameters: {
            query?: {
                /** @description What is to be done. `accept`, `resend` and `replace` never need a free seat */
                for?: "invite" | "import" | "reactivate" | "add-product" | "accept" | "resend" | "replace" | "reduce";
                /** @description How many seats it takes, or gives back; 1 if left out */
                seats?: number;
                /** @description How many of each kind are named; 10 if left out */
                limit?: number;
            };
            header?: never;
            path: {
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would become of it, by whose seats */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "product": "core",
                     *       "for": "invite",
                     *       "seats": 1,
                     *       "refusal": {
                     *         "code": "no-free-seat",
                     *         "detail": "10 of 10 purchased seats of core are in use.",
                     *         "members": {
                     *           "product": "core",
                     *           "purchased": 10,
                     *           "used": 10
                     *         }
                     *       },
                     *       "purchased": 10,
                     *       "used": 10,
                     *       "free": 0,
                     *       "overAllocated": 0,
                     *       "short": 1,
                     *       "scheduled": [
                     *         {
                     *           "id": "red_4k8m2p6r9t3v7x1z",
                     *           "product": "core",
                     *           "seats": 2,
                     *           "effectiveAt": "2027-02-28T10:00:00.000Z",
                     *           "when": "renewal",
                     *           "warning": {
                     *             "used": 10,
                     *             "left": 8,
                     *             "detail": "10 seats of core are used now, and 8 will be left. Unless 2 are given back by then, the account is over-allocated: nobody loses a seat, and nobody new gets one."
                     *           }
                     *         }
                     *       ],
                     *       "renewsAt": "2026-04-09T08:00:00.000Z",
                     *       "ways": [
                     *         {
                     *           "way": "order-seats",
                     *           "permission": "seats.purchase",
                     *           "detail": "Order 1 seat of core.",
                     *           "allowed": false
                     *         },
                     *         {
                     *           "way": "withdraw-invitation",
                     *           "permission": "users.invite",
                     *           "detail": "Withdraw an invitation that nobody accepts: it holds a seat.",
                     *           "allowed": true
                     *         }
                     *       ],
                     *       "waiting": 2,
                     *       "holders": {
                     *         "active": {
                     *           "count": 8,
                     *           "items": [
                     *             {
                     *               "user": {
                     *                 "id": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *                 "username": "mei.tan@harbour-lane.example",
                     *                 "firstName": "Mei",
                     *                 "lastName": "Tan",
                     *                 "status": "active"
                     *               },
                     *               "lastActiveAt": "2026-01-14T07:31:00.000Z",
                     *               "invitation": null,
                     *               "ban": null
                     *             }
                     *           ]
                     *         },
                     *         "invited": {
                     *           "count": 1,
                     *           "items": [
                     *             {
                     *               "user": {
                     *                 "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *                 "username": "liam.osei@harbour-lane.example",
                     *                 "firstName": "Liam",
                     *                 "lastName": "Osei",
                     *                 "status": "invited"
                     *               },
                     *               "lastActiveAt": null,
                     *               "invitation": {
                     *                 "state": "open",
                     *                 "createdAt": "2026-03-09T09:15:00.000Z",
                     *                 "expiresAt": "2026-03-16T09:15:00.000Z"
                     *               },
                     *               "ban": null
                     *             }
                     *           ]
                     *         },
                     *         "banned": {
                     *           "count": 1,
                     *           "items": []
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        product: string;
                        /** @enum {string} */
                        for: "invite" | "import" | "reactivate" | "add-product" | "accept" | "resend" | "replace" | "reduce";
                        /** @description How many seats the act takes, or gives back */
                        seats: number;
                        /** @description What it would be refused with now, as far as seats decide; null if it would not */
                        refusal: {
                            /** @enum {string} */
                            code: "malformed-body" | "unauthenticated" | "sign-in-failed" | "second-factor-required" | "second-factor-wrong" | "proof-required" | "sso-required" | "sso-refused" | "forbidden" | "password-change-required" | "not-same-origin" | "sso-user-unknown" | "sso-user-barred" | "second-factor-missing" | "account-suspended" | "seat-suspended" | "not-found" | "sso-not-set-up" | "method-not-allowed" | "request-timeout" | "slug-taken" | "username-taken" | "external-id-taken" | "group-name-taken" | "built-in-group" | "name-taken" | "shared-item-registered" | "too-many-shared-items" | "in-use" | "no-free-seat" | "operators-account" | "payment-overdue" | "last-global-admin" | "wrong-status" | "too-many-keys" | "user-busy" | "rename-is-not-replace" | "purchase-conflict" | "reduction-conflict" | "not-subscribed" | "contract-forbids" | "term-over" | "billed-elsewhere" | "order-expired" | "order-outdated" | "order-pays-back" | "wrong-order-status" | "wrong-run-state" | "too-much-drift" | "wrong-job-state" | "wrong-delivery-state" | "nothing-to-send" | "wording-fixed" | "too-many-endpoints" | "too-many-connections" | "domain-not-proved" | "domain-taken" | "endpoint-disabled" | "delivery-under-way" | "address-not-confirmed" | "has-parent" | "hierarchy-loop" | "hierarchy-too-large" | "too-many-offers" | "overtaken" | "idempotency-in-progress" | "confirmation-expired" | "sso-attempt-ended" | "invitation-expired" | "invitation-used" | "invitation-revoked" | "password-reset-ended" | "changes-forgotten" | "precondition-failed" | "too-large" | "unsupported-media-type" | "validation-failed" | "idempotency-key-reused" | "unknown-account" | "unknown-product" | "too-many-requests" | "internal-error" | "sso-provider-failed" | "busy" | "service-unavailable";
                            detail?: string;
                            errors?: {
                                path: string;
                                message: string;
                            }[];
                            members?: {
                                [key: string]: unknown;
                            };
                        } | null;
                        /** @description There when more seats are used now than will be left then */
                        warning?: {
                            used: number;
                            left: number;
                            detail: string;
                        };
                        /** @description What is left after reductions, also while more are used */
                        purchased: number;
                        used: number;
                        free: number;
                        overAllocated: number;
                        /** @description How many were taken beyond what is bought; left out for none */
                        overage?: number;
                        /** @description How many more may be; left out for none */
                        overageLeft?: number;
                        /** @description How many seats have to be bought or given back before it is possible */
                        short: number;
                        /** @description Reductions that are booked, the next one first */
                        scheduled: {
                            id: string;
                            product: string;
                            /** @description How many go */
                            seats: number;
                            /**
                             * Format: date-time
                             * @description When they go
                             */
                            effectiveAt: string;
                            /**
                             * @description Whether it moves with the renewal, should an order begin a new term
                             * @enum {string}
                             */
                            when: "renewal" | "date";
                            /** @description There when more seats are used now than will be left then */
                            warning?: {
                                used: number;
                                left: number;
                                detail: string;
                            };
                        }[];
                        /**
                         * Format: date-time
                         * @description When the subscription renews; left out without one
                         */
                        renewsAt?: string;
                        ways: {
                            /** @enum {string} */
                            way: "order-seats" | "order-elsewhere" | "deactivate" | "withdraw-invitation" | "replace" | "wait" | "pay-invoices" | "cancel-reduction";
                            /** @description What it needs; null for what is not done in Seatkeeper */
                            permission: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend") | null;
                            detail: string;
                            /** @description Whether the caller may go it */
                            allowed: boolean;
                        }[];
                        /** @description How many wait for a seat of the product */
                        waiting: number;
                        holders: {
                            /** @description Who works, the longest idle first; the first of them are named to who sees everybody */
                            active: {
                                count: number;
                                items: {
                                    user: {
                                        id: string;
                                        username: string;
                                        firstName: string;
                                        lastName: string;
                                        /** @enum {string} */
                                        status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                                    };
                                    /** @description To the minute; null for who never was */
                                    lastActiveAt: string | null;
                                    /** @description The invitation that is not accepted yet */
                                    invitation: {
                                        /** @enum {string} */
                                        state: "open" | "accepted" | "expired" | "revoked";
                                        /** Format: date-time */
                                        createdAt: string;
                                        /** Format: date-time */
                                        expiresAt: string;
                                    } | null;
                                    ban: {
                                        /** Format: date-time */
                                        since: string;
                                        until: string | null;
                                    } | null;
                                }[];
                            };
                            /** @description Whose invitation is not accepted, also if it has expired, the oldest first; the first of them are named to who sees everybody */
                            invited: {
                                count: number;
                                items: {
                                    user: {
                                        id: string;
                                        username: string;
                                        firstName: string;
                                        lastName: string;
                                        /** @enum {string} */
                                        status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                                    };
                                    /** @description To the minute; null for who never was */
                                    lastActiveAt: string | null;
                                    /** @description The invitation that is not accepted yet */
                                    invitation: {
                                        /** @enum {string} */
                                        state: "open" | "accepted" | "expired" | "revoked";
                                        /** Format: date-time */
                                        createdAt: string;
                                        /** Format: date-time */
                                        expiresAt: string;
                                    } | null;
                                    ban: {
                                        /** Format: date-time */
                                        since: string;
                                        until: string | null;
                                    } | null;
                                }[];
                            };
                            /** @description Who is banned and keeps the seat, the longest idle first; the first of them are named to who sees everybody */
                            banned: {
                                count: number;
                                items: {
                                    user: {
                                        id: string;
                                        username: string;
                                        firstName: string;
                                        lastName: string;
                                        /** @enum {string} */
                                        status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                                    };
                                    /** @description To the minute; null for who never was */
                                    lastActiveAt: string | null;
                                    /** @description The invitation that is not accepted yet */
                                    invitation: {
                                        /** @enum {string} */
                                        state: "open" | "accepted" | "expired" | "revoked";
                                        /** Format: date-time */
                                        createdAt: string;
                                        /** Format: date-time */
                                        expiresAt: string;
                                    } | null;
                                    ban: {
                                        /** Format: date-time */
                                        since: string;
                                        until: string | null;
                                    } | null;
                                }[];
                            };
                        } | null;
                    };
                };
            };
        };
    };
    reconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs and what was repaired */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "products": [
                     *         {
                     *           "product": "core",
                     *           "shouldHold": 9,
                     *           "held": 8,
                     *           "purchased": 8,
                     *           "purchasedByLedger": 8
                     *         }
                     *       ],
                     *       "differences": {
                     *         "items": [
                     *           {
                     *             "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "product": "core",
                     *             "kind": "user-without-seat",
                     *             "since": "2026-03-12T09:00:35.000Z",
                     *             "seenAt": "2026-03-12T09:05:36.000Z"
                     *           }
                     *         ],
                     *         "more": false
                     *       },
                     *       "repairs": {
                     *         "items": [
                     *           {
                     *             "id": "evt_4k9j2h7g5f1d8s3a6p0oi",
                     *             "at": "2026-03-10T14:20:05.000Z",
                     *             "product": "core",
                     *             "kind": "freed",
                     *             "cause": "seat-without-user",
                     *             "seatId": "trial:4",
                     *             "userId": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *           }
                     *         ],
                     *         "more": false
                     *       }
                     *     }
                     */
                    "application/json": {
                        products: {
                            product: string;
                            /** @description Seats that somebody holds */
                            held: number;
                            /** @description Seats that there are, without those that are to go */
                            purchased: number;
                            /** @description How many of these were taken beyond what is bought; left out for none */
                            overage?: number;
                            /** @description What all lines of the ledger come to */
                            purchasedByLedger: number;
                            /** @description Users who should hold a seat */
                            shouldHold: number;
                        }[];
                        differences: {
                            items: {
                                userId: string;
                                product: string;
                                /**
                                 * @description `seat-without-user`: a seat is held that this user should not have; `user-without-seat`: this user should hold one
                                 * @enum {string}
                                 */
                                kind: "seat-without-user" | "user-without-seat";
                                /**
                                 * Format: date-time
                                 * @description When a comparison found it first
                                 */
                                since: string;
                                /**
                                 * Format: date-time
                                 * @description When a comparison found it last
                                 */
                                seenAt: string;
                            }[];
                            more: boolean;
                        };
                        repairs: {
                            items: {
                                /** @description The line of the ledger */
                                id: string;
                                /** Format: date-time */
                                at: string;
                                product: string;
                                /**
                                 * @description What was done about the seat
                                 * @enum {string}
                                 */
                                kind: "freed" | "claimed";
                                /**
                                 * @description `seat-without-user`: somebody held a seat who should have none; `user-without-seat`: somebody had none who should hold one
                                 * @enum {string}
                                 */
                                cause: "seat-without-user" | "user-without-seat";
                                seatId?: string;
                                userId?: string;
                            }[];
                            more: boolean;
                        };
                    };
                };
            };
        };
    };
    getMailSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The choices of the account */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "choices": {
                     *         "seats-low": false
                     *       },
                     *       "mails": [
                     *         {
                     *           "kind": "invitation",
                     *           "optional": false,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         },
                     *         {
                     *           "kind": "seats-low",
                     *           "optional": true,
                     *           "sent": false,
                     *           "decidedBy": "account"
                     *         },
                     *         {
                     *           "kind": "seats-exhausted",
                     *           "optional": true,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         }
                     *       ],
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description What was chosen here; a kind that is not in it follows the account, or is sent */
                        choices: {
                            [key: string]: boolean;
                        };
                        /** @description Every kind of mail */
                        mails: {
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            /** @description Whether it can be switched off; what keeps a person or an account safe cannot */
                            optional: boolean;
                            /** @description Whether mails of the kind are sent */
                            sent: boolean;
                            /**
                             * @description Whose choice it is: the person’s own comes first, then the account’s; else it is sent
                             * @enum {string}
                             */
                            decidedBy: "user" | "account" | "product";
                        }[];
                        /** @description 0 before anything was chosen */
                        version: number;
                    };
                };
            };
        };
    };
    updateMailSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "choices": {
                 *         "seats-low": false,
                 *         "seats-exhausted": null
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description By kind: true for sent, false for switched off, null for no choice of one’s own */
                    choices: {
                        [key: string]: boolean | null;
                    };
                };
            };
        };
        responses: {
            /** @description The choices of the account */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "choices": {
                     *         "seats-low": false
                     *       },
                     *       "mails": [
                     *         {
                     *           "kind": "invitation",
                     *           "optional": false,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         },
                     *         {
                     *           "kind": "seats-low",
                     *           "optional": true,
                     *           "sent": false,
                     *           "decidedBy": "account"
                     *         },
                     *         {
                     *           "kind": "seats-exhausted",
                     *           "optional": true,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         }
                     *       ],
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description What was chosen here; a kind that is not in it follows the account, or is sent */
                        choices: {
                            [key: string]: boolean;
                        };
                        /** @description Every kind of mail */
                        mails: {
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            /** @description Whether it can be switched off; what keeps a person or an account safe cannot */
                            optional: boolean;
                            /** @description Whether mails of the kind are sent */
                            sent: boolean;
                            /**
                             * @description Whose choice it is: the person’s own comes first, then the account’s; else it is sent
                             * @enum {string}
                             */
                            decidedBy: "user" | "account" | "product";
                        }[];
                        /** @description 0 before anything was chosen */
                        version: number;
                    };
                };
            };
        };
    };
    getMailSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server, without its password */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sender": {
                     *         "host": "smtp.harbour-lane.example",
                     *         "port": 587,
                     *         "security": "starttls",
                     *         "user": "seats@harbour-lane.example",
                     *         "from": {
                     *           "name": "Harbour Lane",
                     *           "address": "seats@harbour-lane.example"
                     *         },
                     *         "replyTo": "help@harbour-lane.example",
                     *         "perMinute": 60,
                     *         "whenFailing": "fall-back",
                     *         "hasPassword": true,
                     *         "state": "working",
                     *         "lastTest": {
                     *           "at": "2026-06-30T09:15:04.000Z",
                     *           "sent": true,
                     *           "answer": "250 2.0.0 Ok: queued as 4fX"
                     *         },
                     *         "failing": null,
                     *         "changedAt": "2026-06-30T09:14:40.000Z"
                     *       },
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description Null: mails go through the server of the product */
                        sender: {
                            /** @description A server that the internet knows */
                            host: string;
                            port: number;
                            /**
                             * @description `tls`: encrypted from the first byte, mostly on port 465; `starttls`: encrypted before anything else is said, mostly on port 587, or not at all; `none`: only where an operator allows it
                             * @enum {string}
                             */
                            security: "tls" | "starttls" | "none";
                            /** @description As whom to sign in; null for a server that asks for nobody */
                            user: string | null;
                            /** @description As whom mails come; the server has to take mails from this address */
                            from: {
                                name: string;
                                address: string;
                            };
                            /** @description Where answers go; null: to the sender */
                            replyTo: string | null;
                            /** @description No more mails in a minute than that; null: as fast as the server takes them */
                            perMinute: number | null;
                            /**
                             * @description While the server takes no mails: `fall-back` sends them through the product’s, `hold` keeps them until it does again
                             * @enum {string}
                             */
                            whenFailing: "fall-back" | "hold";
                            /** @description The password itself is shown to nobody */
                            hasPassword: boolean;
                            /**
                             * @description `untested`: no test mail went through since it was set up, so nothing else does; `failing`: it took nothing the last times
                             * @enum {string}
                             */
                            state: "untested" | "working" | "failing";
                            /** @description Of what is set up now; null before the first */
                            lastTest: {
                                /** Format: date-time */
                                at: string;
                                sent: boolean;
                                /** @description The words of the server, without credentials */
                                answer: string;
                            } | null;
                            failing: {
                                /** Format: date-time */
                                since: string;
                                /** @description What it said last, without credentials */
                                answer: string;
                                /**
                                 * Format: date-time
                                 * @description From when on one mail is tried there again
                                 */
                                triedNextAt: string;
                            } | null;
                            /** Format: date-time */
                            changedAt: string;
                        } | null;
                        /** @description Counts the changes; 0 before the first */
                        version: number;
                    };
                };
            };
        };
    };
    changeMailSender: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "host": "smtp.harbour-lane.example",
                 *       "port": 587,
                 *       "security": "starttls",
                 *       "user": "seats@harbour-lane.example",
                 *       "password": "correct-horse-battery",
                 *       "from": {
                 *         "name": "Harbour Lane",
                 *         "address": "seats@harbour-lane.example"
                 *       },
                 *       "replyTo": "help@harbour-lane.example",
                 *       "perMinute": 60,
                 *       "whenFailing": "fall-back"
                 *     }
                 */
                "application/json": {
                    /** @description A server that the internet knows */
                    host: string;
                    port: number;
                    /**
                     * @description `tls`: encrypted from the first byte, mostly on port 465; `starttls`: encrypted before anything else is said, mostly on port 587, or not at all; `none`: only where an operator allows it
                     * @enum {string}
                     */
                    security: "tls" | "starttls" | "none";
                    /**
                     * @description As whom to sign in; null for a server that asks for nobody
                     * @default null
                     */
                    user?: string | null;
                    /** @description As whom mails come; the server has to take mails from this address */
                    from: {
                        name: string;
                        address: string;
                    };
                    /**
                     * @description Where answers go; null: to the sender
                     * @default null
                     */
                    replyTo?: string | null;
                    /**
                     * @description No more mails in a minute than that; null: as fast as the server takes them
                     * @default null
                     */
                    perMinute?: number | null;
                    /**
                     * @description While the server takes no mails: `fall-back` sends them through the product’s, `hold` keeps them until it does again
                     * @default fall-back
                     * @enum {string}
                     */
                    whenFailing?: "fall-back" | "hold";
                    /** @description Never shown again. Left out, the one before stays, as long as host, port, security and user stay the same */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description The server, without its password */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sender": {
                     *         "host": "smtp.harbour-lane.example",
                     *         "port": 587,
                     *         "security": "starttls",
                     *         "user": "seats@harbour-lane.example",
                     *         "from": {
                     *           "name": "Harbour Lane",
                     *           "address": "seats@harbour-lane.example"
                     *         },
                     *         "replyTo": "help@harbour-lane.example",
                     *         "perMinute": 60,
                     *         "whenFailing": "fall-back",
                     *         "hasPassword": true,
                     *         "state": "untested",
                     *         "lastTest": null,
                     *         "failing": null,
                     *         "changedAt": "2026-06-30T09:14:40.000Z"
                     *       },
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description Null: mails go through the server of the product */
                        sender: {
                            /** @description A server that the internet knows */
                            host: string;
                            port: number;
                            /**
                             * @description `tls`: encrypted from the first byte, mostly on port 465; `starttls`: encrypted before anything else is said, mostly on port 587, or not at all; `none`: only where an operator allows it
                             * @enum {string}
                             */
                            security: "tls" | "starttls" | "none";
                            /** @description As whom to sign in; null for a server that asks for nobody */
                            user: string | null;
                            /** @description As whom mails come; the server has to take mails from this address */
                            from: {
                                name: string;
                                address: string;
                            };
                            /** @description Where answers go; null: to the sender */
                            replyTo: string | null;
                            /** @description No more mails in a minute than that; null: as fast as the server takes them */
                            perMinute: number | null;
                            /**
                             * @description While the server takes no mails: `fall-back` sends them through the product’s, `hold` keeps them until it does again
                             * @enum {string}
                             */
                            whenFailing: "fall-back" | "hold";
                            /** @description The password itself is shown to nobody */
                            hasPassword: boolean;
                            /**
                             * @description `untested`: no test mail went through since it was set up, so nothing else does; `failing`: it took nothing the last times
                             * @enum {string}
                             */
                            state: "untested" | "working" | "failing";
                            /** @description Of what is set up now; null before the first */
                            lastTest: {
                                /** Format: date-time */
                                at: string;
                                sent: boolean;
                                /** @description The words of the server, without credentials */
                                answer: string;
                            } | null;
                            failing: {
                                /** Format: date-time */
                                since: string;
                                /** @description What it said last, without credentials */
                                answer: string;
                                /**
                                 * Format: date-time
                                 * @description From when on one mail is tried there again
                                 */
                                triedNextAt: string;
                            } | null;
                            /** Format: date-time */
                            changedAt: string;
                        } | null;
                        /** @description Counts the changes; 0 before the first */
                        version: number;
                    };
                };
            };
        };
    };
    removeMailSender: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is forgotten, with its password */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    testMailSender: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server, and how the test went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sender": {
                     *         "host": "smtp.harbour-lane.example",
                     *         "port": 587,
                     *         "security": "starttls",
                     *         "user": "seats@harbour-lane.example",
                     *         "from": {
                     *           "name": "Harbour Lane",
                     *           "address": "seats@harbour-lane.example"
                     *         },
                     *         "replyTo": "help@harbour-lane.example",
                     *         "perMinute": 60,
                     *         "whenFailing": "fall-back",
                     *         "hasPassword": true,
                     *         "state": "working",
                     *         "lastTest": {
                     *           "at": "2026-06-30T09:15:04.000Z",
                     *           "sent": true,
                     *           "answer": "250 2.0.0 Ok: queued as 4fX"
                     *         },
                     *         "failing": null,
                     *         "changedAt": "2026-06-30T09:14:40.000Z"
                     *       },
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description Null: mails go through the server of the product */
                        sender: {
                            /** @description A server that the internet knows */
                            host: string;
                            port: number;
                            /**
                             * @description `tls`: encrypted from the first byte, mostly on port 465; `starttls`: encrypted before anything else is said, mostly on port 587, or not at all; `none`: only where an operator allows it
                             * @enum {string}
                             */
                            security: "tls" | "starttls" | "none";
                            /** @description As whom to sign in; null for a server that asks for nobody */
                            user: string | null;
                            /** @description As whom mails come; the server has to take mails from this address */
                            from: {
                                name: string;
                                address: string;
                            };
                            /** @description Where answers go; null: to the sender */
                            replyTo: string | null;
                            /** @description No more mails in a minute than that; null: as fast as the server takes them */
                            perMinute: number | null;
                            /**
                             * @description While the server takes no mails: `fall-back` sends them through the product’s, `hold` keeps them until it does again
                             * @enum {string}
                             */
                            whenFailing: "fall-back" | "hold";
                            /** @description The password itself is shown to nobody */
                            hasPassword: boolean;
                            /**
                             * @description `untested`: no test mail went through since it was set up, so nothing else does; `failing`: it took nothing the last times
                             * @enum {string}
                             */
                            state: "untested" | "working" | "failing";
                            /** @description Of what is set up now; null before the first */
                            lastTest: {
                                /** Format: date-time */
                                at: string;
                                sent: boolean;
                                /** @description The words of the server, without credentials */
                                answer: string;
                            } | null;
                            failing: {
                                /** Format: date-time */
                                since: string;
                                /** @description What it said last, without credentials */
                                answer: string;
                                /**
                                 * Format: date-time
                                 * @description From when on one mail is tried there again
                                 */
                                triedNextAt: string;
                            } | null;
                            /** Format: date-time */
                            changedAt: string;
                        } | null;
                        /** @description Counts the changes; 0 before the first */
                        version: number;
                    };
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [
                     *           "Montréal"
                     *         ],
                     *         "officeIds": [
                     *           "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *         ],
                     *         "department": "Litigation",
                     *         "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [
                     *           "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *         ],
                     *         "globalAdmin": false,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "en",
                     *         "mustChangePassword": false,
                     *         "invitation": {
                     *           "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *           "state": "accepted",
                     *           "sentTo": "liam.osei@harbour-lane.example",
                     *           "createdAt": "2026-03-09T09:15:00.000Z",
                     *           "expiresAt": "2026-03-16T09:15:00.000Z",
                     *           "mail": {
                     *             "state": "sent",
                     *             "at": "2026-03-09T09:15:02.000Z"
                     *           }
                     *         },
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "userCode": "LOS",
                     *         "status": "active",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei",
                     *         "email": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "updatedAt": "2026-03-10T07:58:00.000Z",
                     *         "version": 4
                     *       },
                     *       "account": {
                     *         "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "name": "Harbour Lane",
                     *         "slug": "harbour-lane",
                     *         "locale": "en",
                     *         "timeZone": "Europe/Paris",
                     *         "policies": {
                     *           "sessionDays": 30,
                     *           "defaultGroup": null,
                     *           "secondFactor": "optional",
                     *           "invitationReminders": true,
                     *           "provisioningSignIn": "invitation",
                     *           "provisioningWhenNoSeat": "fail"
                     *         },
                     *         "createdAt": "2026-03-02T08:00:00.000Z",
                     *         "addressConfirmed": true,
                     *         "version": 1
                     *       },
                     *       "permissions": [
                     *         "users.read",
                     *         "users.invite"
                     *       ],
                     *       "entitlements": {
                     *         "features": [
                     *           "people",
                     *           "reassignment"
                     *         ],
                     *         "items": [
                     *           {
                     *             "product": "core",
                     *             "plan": "standard",
                     *             "modules": [],
                     *             "addons": [],
                     *             "features": [
                     *               "people",
                     *               "reassignment"
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        user: components["schemas"]["User"];
                        account: components["schemas"]["Account"];
                        permissions: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                        entitlements: {
                            /** @description Everything that is on, from whatever it comes */
                            features: string[];
                            items: {
                                product: string;
                                plan: string;
                                modules: string[];
                                addons: string[];
                                features: string[];
                            }[];
                        };
                    };
                };
            };
        };
    };
    listOwnFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor, if there is one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "fac_3v7b1n5m9k2j6h0g4f8ds",
                     *           "kind": "totp",
                     *           "addedAt": "2026-03-10T08:02:00.000Z",
                     *           "recoveryCodesLeft": 8
                     *         }
                     *       ],
                     *       "required": true
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /**
                             * @description An app that shows another six digits every 30 seconds
                             * @enum {string}
                             */
                            kind: "totp";
                            /** Format: date-time */
                            addedAt: string;
                            /** @description Recovery codes that were not used yet */
                            recoveryCodesLeft: number;
                        }[];
                        /** @description The account demands one of this user */
                        required: boolean;
                    };
                };
            };
        };
    };
    enrolFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long demo passphrase"
                 *     }
                 */
                "application/json": {
                    password: string;
                    otp?: string;
                };
            };
        };
        responses: {
            /** @description What the app takes in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fac_3v7b1n5m9k2j6h0g4f8ds",
                     *       "kind": "totp",
                     *       "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                     *       "uri": "otpauth://totp/Seatkeeper:harbour-lane%20ada.quill%40harbour-lane.example?issuer=Seatkeeper&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30",
                     *       "expiresAt": "2026-03-10T09:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        kind: "totp";
                        /** @description The secret in base32, to be typed into the app */
                        secret: string;
                        /** @description The same as an address (`otpauth://totp/…`), to be shown as a QR code */
                        uri: string;
                        /**
                         * Format: date-time
                         * @description It is confirmed by a code until then, or begun anew
                         */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    removeOwnFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long demo passphrase",
                 *       "otp": "492039"
                 *     }
                 */
                "application/json": {
                    password: string;
                    otp?: string;
                };
            };
        };
        responses: {
            /** @description The password signs in alone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirmFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "otp": "492039"
                 *     }
                 */
                "application/json": {
                    otp: string;
                };
            };
        };
        responses: {
            /** @description The factor, and ten recovery codes, shown this once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "factor": {
                     *         "id": "fac_3v7b1n5m9k2j6h0g4f8ds",
                     *         "kind": "totp",
                     *         "addedAt": "2026-03-10T08:02:00.000Z",
                     *         "recoveryCodesLeft": 10
                     *       },
                     *       "recoveryCodes": [
                     *         "exam-ple2-code-aaaa",
                     *         "exam-ple2-code-bbbb",
                     *         "exam-ple2-code-cccc",
                     *         "exam-ple2-code-dddd",
                     *         "exam-ple2-code-eeee",
                     *         "exam-ple2-code-ffff",
                     *         "exam-ple2-code-gggg",
                     *         "exam-ple2-code-hhhh",
                     *         "exam-ple2-code-iiii",
                     *         "exam-ple2-code-jjjj"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        factor: {
                            id: string;
                            /**
                             * @description An app that shows another six digits every 30 seconds
                             * @enum {string}
                             */
                            kind: "totp";
                            /** Format: date-time */
                            addedAt: string;
                            /** @description Recovery codes that were not used yet */
                            recoveryCodesLeft: number;
                        };
                        /** @description Each signs in once in place of a code of the app; never shown again */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long demo passphrase",
                 *       "otp": "492039"
                 *     }
                 */
                "application/json": {
                    password: string;
                    otp?: string;
                };
            };
        };
        responses: {
            /** @description The factor, and ten recovery codes, shown this once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "factor": {
                     *         "id": "fac_3v7b1n5m9k2j6h0g4f8ds",
                     *         "kind": "totp",
                     *         "addedAt": "2026-03-10T08:02:00.000Z",
                     *         "recoveryCodesLeft": 10
                     *       },
                     *       "recoveryCodes": [
                     *         "exam-ple2-code-aaaa",
                     *         "exam-ple2-code-bbbb",
                     *         "exam-ple2-code-cccc",
                     *         "exam-ple2-code-dddd",
                     *         "exam-ple2-code-eeee",
                     *         "exam-ple2-code-ffff",
                     *         "exam-ple2-code-gggg",
                     *         "exam-ple2-code-hhhh",
                     *         "exam-ple2-code-iiii",
                     *         "exam-ple2-code-jjjj"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        factor: {
                            id: string;
                            /**
                             * @description An app that shows another six digits every 30 seconds
                             * @enum {string}
                             */
                            kind: "totp";
                            /** Format: date-time */
                            addedAt: string;
                            /** @description Recovery codes that were not used yet */
                            recoveryCodesLeft: number;
                        };
                        /** @description Each signs in once in place of a code of the app; never shown again */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, seen last first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ses_5t8y2u7i4o1p9a6s3d0fg",
                     *           "startedAt": "2026-03-10T07:58:00.000Z",
                     *           "lastSeenAt": "2026-03-12T16:41:00.000Z",
                     *           "endsAt": "2026-04-09T07:58:00.000Z",
                     *           "address": "192.0.2.17",
                     *           "client": "Firefox 132 on Linux",
                     *           "current": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description To the minute
                             */
                            lastSeenAt: string;
                            /**
                             * Format: date-time
                             * @description The latest moment it lives to if it is used on
                             */
                            endsAt: string;
                            /** @description The network address that signed in, or refreshed last */
                            address: string | null;
                            /** @description The program in words, as it says of itself: `Firefox 132 on Linux` */
                            client: string | null;
                            /** @description The session that asks */
                            current: boolean;
                        }[];
                    };
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The others have ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOffices: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Whether to tell how many users each has */
                users?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of offices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "createdAt": "2026-03-03T09:20:00.000Z",
                     *           "updatedAt": "2026-03-03T09:20:00.000Z",
                     *           "version": 1,
                     *           "id": "ofc_4m8x2c6v1b9n3k7j5h0gf",
                     *           "name": "Montréal"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            users?: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createOffice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Montréal"
                 *     }
                 */
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The office */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "ofc_4m8x2c6v1b9n3k7j5h0gf",
                     *       "name": "Montréal"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getOffice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The office */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "ofc_4m8x2c6v1b9n3k7j5h0gf",
                     *       "name": "Montréal",
                     *       "users": 14
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteOffice: {
        parameters: {
            query?: {
                /** @description The office that takes its place */
                replaceBy?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The office is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateOffice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Montréal Old Port"
                 *     }
                 */
                "application/json": {
                    name?: string;
                };
            };
        };
        responses: {
            /** @description The office */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 2,
                     *       "id": "ofc_4m8x2c6v1b9n3k7j5h0gf",
                     *       "name": "Montréal Old Port"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listOperatedAccounts: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Words, or their beginnings, of the name or the slug */
                q?: string;
                /** @description Only those that stand so */
                standing?: "trial" | "over-allocated" | "overdue" | "frozen" | "suspended";
                /** @description `name`, if left out, or `openedAt`; `-openedAt`: newest first */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of accounts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "slug": "harbour-lane",
                     *           "name": "Harbour Lane",
                     *           "openedAt": "2026-03-02T08:00:00.000Z",
                     *           "billedBy": "seatkeeper",
                     *           "standing": [
                     *             "over-allocated",
                     *             "overdue"
                     *           ],
                     *           "overAllocatedSince": "2026-12-01T00:00:00.000Z",
                     *           "overdueSince": "2026-12-12T09:00:00.000Z",
                     *           "freezesAt": "2027-01-02T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            slug: string;
                            /** @description Left out for the moments until it is known to licensing */
                            name?: string;
                            /** Format: date-time */
                            openedAt: string;
                            /**
                             * @description Who bills it; left out while it has bought nothing
                             * @enum {string}
                             */
                            billedBy?: "seatkeeper" | "outside";
                            /** @description `trial`: has bought nothing yet; `over-allocated`: holds more seats than purchased; `overdue`: has an invoice that is overdue; `frozen`: nobody new gets a seat for that; `suspended`: its people are kept out */
                            standing: ("trial" | "over-allocated" | "overdue" | "frozen" | "suspended")[];
                            /** Format: date-time */
                            overAllocatedSince?: string;
                            /**
                             * Format: date-time
                             * @description When the first of its unpaid invoices was due
                             */
                            overdueSince?: string;
                            /** Format: date-time */
                            frozenSince?: string;
                            /**
                             * Format: date-time
                             * @description From when on nobody new gets a seat, unless an invoice is paid
                             */
                            freezesAt?: string;
                            /** Format: date-time */
                            suspendedSince?: string;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getBillingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What counts for the account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "graceDays": 30,
                     *       "afterGrace": "refuse-claims",
                     *       "overage": "none",
                     *       "freezeDays": null
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        /** @description Days an account has to put it right when more seats are held than purchased; counts for what begins after it was set */
                        graceDays: number;
                        /**
                         * @description What follows then: `refuse-claims`, nobody new gets a seat; `suspend-newest`, besides, those who took their seats last are kept out, as many as are held too many
                         * @default refuse-claims
                         * @enum {string}
                         */
                        afterGrace: "refuse-claims" | "suspend-newest";
                        /** @description Days after an invoice was due from which nobody new gets a seat until it is paid; null: never */
                        freezeDays: number | null;
                        /**
                         * @description How many seats of a product may be taken beyond what is bought, when none is free: `none`, `ten-percent` or `quarter` of what is bought, rounded up, or `always`; they are owed
                         * @default none
                         * @enum {string}
                         */
                        overage: "none" | "ten-percent" | "quarter" | "always";
                        /**
                         * Format: date-time
                         * @description When that will be, for an invoice that is not paid yet
                         */
                        freezesAt?: string;
                        /**
                         * Format: date-time
                         * @description Since when nobody new gets a seat, for want of a payment
                         */
                        frozenSince?: string;
                    };
                };
            };
        };
    };
    changeBillingPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "graceDays": 60,
                 *       "freezeDays": 21
                 *     }
                 */
                "application/json": {
                    /** @description null: as many as for every account */
                    graceDays?: number | null;
                    /** @description null: never */
                    freezeDays?: number | null;
                    /** @description null: as for every account, which is `none` */
                    overage?: ("none" | "ten-percent" | "quarter" | "always") | null;
                    /** @description null: as for every account, which is `refuse-claims` */
                    afterGrace?: ("refuse-claims" | "suspend-newest") | null;
                };
            };
        };
        responses: {
            /** @description What counts for the account now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "graceDays": 60,
                     *       "afterGrace": "suspend-newest",
                     *       "overage": "quarter",
                     *       "freezeDays": 21
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        /** @description Days an account has to put it right when more seats are held than purchased; counts for what begins after it was set */
                        graceDays: number;
                        /**
                         * @description What follows then: `refuse-claims`, nobody new gets a seat; `suspend-newest`, besides, those who took their seats last are kept out, as many as are held too many
                         * @default refuse-claims
                         * @enum {string}
                         */
                        afterGrace: "refuse-claims" | "suspend-newest";
                        /** @description Days after an invoice was due from which nobody new gets a seat until it is paid; null: never */
                        freezeDays: number | null;
                        /**
                         * @description How many seats of a product may be taken beyond what is bought, when none is free: `none`, `ten-percent` or `quarter` of what is bought, rounded up, or `always`; they are owed
                         * @default none
                         * @enum {string}
                         */
                        overage: "none" | "ten-percent" | "quarter" | "always";
                        /**
                         * Format: date-time
                         * @description When that will be, for an invoice that is not paid yet
                         */
                        freezesAt?: string;
                        /**
                         * Format: date-time
                         * @description Since when nobody new gets a seat, for want of a payment
                         */
                        frozenSince?: string;
                    };
                };
            };
        };
    };
    getContractTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                product: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the contract says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "product": "core",
                     *       "noticeDays": 30,
                     *       "minimumSeats": 10,
                     *       "restrictions": "Seats of the pilot stay until 2028.",
                     *       "renewsAt": "2027-01-31T10:00:00.000Z",
                     *       "noticeBy": "2027-01-01T10:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        product: string;
                        /** @description How many days before seats go, or the subscription ends, that has to be said */
                        noticeDays: number;
                        /** @description How many seats have to be left of whatever is reduced */
                        minimumSeats: number;
                        /** @description What else the contract says of reductions, for people to read */
                        restrictions: string | null;
                        /**
                         * Format: date-time
                         * @description When the term of the subscription is over
                         */
                        renewsAt: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be said that seats go, or the subscription ends, at that moment
                         */
                        noticeBy: string;
                    };
                };
            };
        };
    };
    changeContractTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                product: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "noticeDays": 30,
                 *       "minimumSeats": 10,
                 *       "restrictions": "Seats of the pilot stay until 2028."
                 *     }
                 */
                "application/json": {
                    /** @description 0: none */
                    noticeDays?: number;
                    /** @description 0: none */
                    minimumSeats?: number;
                    /** @description null: none */
                    restrictions?: string | null;
                };
            };
        };
        responses: {
            /** @description What the contract says now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "product": "core",
                     *       "noticeDays": 30,
                     *       "minimumSeats": 10,
                     *       "restrictions": "Seats of the pilot stay until 2028.",
                     *       "renewsAt": "2027-01-31T10:00:00.000Z",
                     *       "noticeBy": "2027-01-01T10:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        product: string;
                        /** @description How many days before seats go, or the subscription ends, that has to be said */
                        noticeDays: number;
                        /** @description How many seats have to be left of whatever is reduced */
                        minimumSeats: number;
                        /** @description What else the contract says of reductions, for people to read */
                        restrictions: string | null;
                        /**
                         * Format: date-time
                         * @description When the term of the subscription is over
                         */
                        renewsAt: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be said that seats go, or the subscription ends, at that moment
                         */
                        noticeBy: string;
                    };
                };
            };
        };
    };
    viewOperatedAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account with its licences */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "slug": "harbour-lane",
                     *         "name": "Harbour Lane",
                     *         "openedAt": "2026-03-02T08:00:00.000Z",
                     *         "billedBy": "seatkeeper",
                     *         "standing": [
                     *           "over-allocated",
                     *           "overdue"
                     *         ],
                     *         "overAllocatedSince": "2026-12-01T00:00:00.000Z",
                     *         "overdueSince": "2026-12-12T09:00:00.000Z",
                     *         "freezesAt": "2027-01-02T09:00:00.000Z"
                     *       },
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "purchased": 10,
                     *           "used": 12,
                     *           "free": 0,
                     *           "overAllocated": 2,
                     *           "overAllocatedSince": "2026-12-01T00:00:00.000Z",
                     *           "graceEndsAt": "2026-12-31T00:00:00.000Z",
                     *           "scheduled": [],
                     *           "level": "exhausted",
                     *           "waiting": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        account: {
                            id: string;
                            slug: string;
                            /** @description Left out for the moments until it is known to licensing */
                            name?: string;
                            /** Format: date-time */
                            openedAt: string;
                            /**
                             * @description Who bills it; left out while it has bought nothing
                             * @enum {string}
                             */
                            billedBy?: "seatkeeper" | "outside";
                            /** @description `trial`: has bought nothing yet; `over-allocated`: holds more seats than purchased; `overdue`: has an invoice that is overdue; `frozen`: nobody new gets a seat for that; `suspended`: its people are kept out */
                            standing: ("trial" | "over-allocated" | "overdue" | "frozen" | "suspended")[];
                            /** Format: date-time */
                            overAllocatedSince?: string;
                            /**
                             * Format: date-time
                             * @description When the first of its unpaid invoices was due
                             */
                            overdueSince?: string;
                            /** Format: date-time */
                            frozenSince?: string;
                            /**
                             * Format: date-time
                             * @description From when on nobody new gets a seat, unless an invoice is paid
                             */
                            freezesAt?: string;
                            /** Format: date-time */
                            suspendedSince?: string;
                        };
                        items: {
                            product: string;
                            plan: string;
                            /** @description What is left after reductions, also while more are used */
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many of the purchased were taken beyond what is bought, and are owed; left out for none */
                            overage?: number;
                            /** @description How many more may be taken beyond what is bought, when none is free; left out for none */
                            overageLeft?: number;
                            /** @description How many more are used than purchased, since a reduction: nobody loses a seat, nobody gets one */
                            overAllocated: number;
                            /**
                             * Format: date-time
                             * @description Since when; left out while no more are used than purchased
                             */
                            overAllocatedSince?: string;
                            /**
                             * Format: date-time
                             * @description Until when the account has time to give seats back, or to buy more; there while it is over-allocated
                             */
                            graceEndsAt?: string;
                            /**
                             * @description What follows once that is over: `suspend-newest`, who took their seats last are kept out; there while it is over-allocated
                             * @enum {string}
                             */
                            afterGrace?: "refuse-claims" | "suspend-newest";
                            /** @description How many holders are kept out, since the grace is over; left out for none */
                            suspended?: number;
                            /** @description Reductions that are booked, the next one first */
                            scheduled: {
                                reductionId: string;
                                seats: number;
                                /** Format: date-time */
                                effectiveAt: string;
                            }[];
                            /** @description Whether so few are free that more should be ordered */
                            runsLow?: boolean;
                            /**
                             * @description `low`: so few are free that more should be ordered; `exhausted`: none is
                             * @enum {string}
                             */
                            level?: "fine" | "low" | "exhausted";
                            /**
                             * Format: date-time
                             * @description When the term of the subscription is over; left out without one
                             */
                            renewsAt?: string;
                            /** @description Whether a new term begins then, or the subscription ends; left out without one, and for one that does neither by itself */
                            renews?: boolean;
                            /** @description What the contract says of reducing the subscription and letting it end; left out where it says nothing */
                            contract?: {
                                /** @description How many days before seats go, or the subscription ends, that has to be said */
                                noticeDays: number;
                                /** @description How many seats have to be left of whatever is reduced */
                                minimumSeats: number;
                                /** @description What else the contract says of reductions, for people to read */
                                restrictions: string | null;
                                /**
                                 * Format: date-time
                                 * @description Until when it can be said that seats go, or the subscription ends, at that moment
                                 */
                                noticeBy: string;
                            };
                            waiting: number;
                        }[];
                    };
                };
            };
        };
    };
    listPurchases: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of purchases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "INV-2026-117",
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "product": "core",
                     *           "origin": "billing",
                     *           "seats": 20,
                     *           "told": 25,
                     *           "cancelled": 0,
                     *           "receivedAt": "2026-11-22T06:00:00.000Z",
                     *           "corrections": [
                     *             {
                     *               "at": "2026-12-01T09:00:00.000Z",
                     *               "from": 25,
                     *               "to": 20,
                     *               "reason": "Invoice 2026-117 was for 20 seats, not 25.",
                     *               "by": {
                     *                 "type": "user",
                     *                 "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description As the billing system calls it, of an order its id, or `trial` */
                            id: string;
                            accountId: string;
                            product: string;
                            /**
                             * @description Who told of it
                             * @enum {string}
                             */
                            origin: "billing" | "trial" | "order";
                            /** @description How many seats it is of, as it was corrected last; 0: it is void */
                            seats: number;
                            /** @description How many it was of when it was told first */
                            told: number;
                            /** @description How many of its seats a billing system has cancelled */
                            cancelled: number;
                            /** Format: date-time */
                            receivedAt: string;
                            /** @description The oldest first */
                            corrections: {
                                /** Format: date-time */
                                at: string;
                                from: number;
                                to: number;
                                reason: string;
                                by: {
                                    /** @enum {string} */
                                    type: "user" | "billing" | "system";
                                    id: string;
                                    keyId?: string;
                                    /** @description The account of the actor, where it is another one */
                                    accountId?: string;
                                };
                            }[];
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    resumeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is not suspended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "suspended": false
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        suspended: boolean;
                        /**
                         * Format: date-time
                         * @description Left out while it is not suspended
                         */
                        since?: string;
                        reason?: string;
                    };
                };
            };
        };
    };
    suspendAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Three invoices are not paid: write to billing@vendor.example."
                 *     }
                 */
                "application/json": {
                    /** @description The people of the account are told it when they try to sign in */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Since when it is suspended, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "suspended": true,
                     *       "since": "2026-12-01T09:00:00.000Z",
                     *       "reason": "Three invoices are not paid: write to billing@vendor.example."
                     *     }
                     */
                    "application/json": {
                        accountId: string;
                        suspended: boolean;
                        /**
                         * Format: date-time
                         * @description Left out while it is not suspended
                         */
                        since?: string;
                        reason?: string;
                    };
                };
            };
        };
    };
    listUnpaidInvoices: {
        parameters: {
            query?: {
                /** @description `unpaid`, if left out: overdue or not */
                status?: "unpaid" | "overdue";
                /** @description Items of a page; 50 if left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invoices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ivc_0r7t3y9u5i1o8p4a2s6dk",
                     *           "number": "INV-000041",
                     *           "orderId": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *           "issuedAt": "2026-03-09T10:30:00.000Z",
                     *           "dueAt": "2026-04-08T10:30:00.000Z",
                     *           "status": "open",
                     *           "seller": {
                     *             "name": "Vendor GmbH",
                     *             "address": [
                     *               "1 Market Street",
                     *               "10115 Berlin"
                     *             ],
                     *             "taxNumber": "DE123456789",
                     *             "payTo": "IBAN DE02 1203 0000 0000 2020 51"
                     *           },
                     *           "recipient": {
                     *             "name": "Harbour Lane"
                     *           },
                     *           "lines": [
                     *             {
                     *               "product": "core",
                     *               "kind": "seats",
                     *               "name": "standard",
                     *               "charge": "term",
                     *               "quantity": 10,
                     *               "unitMinor": 2900,
                     *               "amountMinor": 29000,
                     *               "from": "2026-03-09T08:00:00.000Z",
                     *               "to": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "currency": "EUR",
                     *           "netMinor": 29000,
                     *           "taxBasisPoints": 2000,
                     *           "taxMinor": 5800,
                     *           "grossMinor": 34800,
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @description Consecutive over all accounts of the vendor, without gaps */
                            number: string;
                            orderId: string;
                            /** Format: date-time */
                            issuedAt: string;
                            /** Format: date-time */
                            dueAt: string;
                            /** @enum {string} */
                            status: "open" | "overdue" | "paid";
                            /** Format: date-time */
                            paidAt?: string;
                            seller?: {
                                name: string;
                                /** @description Its lines */
                                address: string[];
                                taxNumber?: string;
                                /** @description Where the invoice is paid to */
                                payTo?: string;
                            };
                            /** @description The account as it was called when the invoice was issued; left out of those from before this was kept */
                            recipient?: {
                                name: string;
                            };
                            lines: {
                                product: string;
                                /** @enum {string} */
                                kind: "plan" | "seats" | "module" | "addon";
                                /** @description Of the plan, the module or the add-on */
                                name?: string;
                                /**
                                 * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                                 * @enum {string}
                                 */
                                charge: "term" | "remaining" | "unused";
                                quantity?: number;
                                /** @description Price of one for a whole period */
                                unitMinor?: number;
                                /** @description Net, in minor units; negative for a credit */
                                amountMinor: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            }[];
                            currency: string;
                            netMinor: number;
                            /** @description The rate of tax: 1900 is 19 % */
                            taxBasisPoints: number;
                            taxMinor: number;
                            grossMinor: number;
                            accountId: string;
                        }[];
                    };
                };
            };
        };
    };
    notePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "paid": true
                 *     }
                 */
                "application/json": {
                    /** @description `false`: the payment was noted by mistake */
                    paid: boolean;
                    /**
                     * Format: date-time
                     * @description When it was paid; now, if left out
                     */
                    at?: string;
                };
            };
        };
        responses: {
            /** @description The invoice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ivc_0r7t3y9u5i1o8p4a2s6dk",
                     *       "number": "INV-000041",
                     *       "orderId": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *       "issuedAt": "2026-03-09T10:30:00.000Z",
                     *       "dueAt": "2026-04-08T10:30:00.000Z",
                     *       "status": "paid",
                     *       "seller": {
                     *         "name": "Vendor GmbH",
                     *         "address": [
                     *           "1 Market Street",
                     *           "10115 Berlin"
                     *         ],
                     *         "taxNumber": "DE123456789",
                     *         "payTo": "IBAN DE02 1203 0000 0000 2020 51"
                     *       },
                     *       "recipient": {
                     *         "name": "Harbour Lane"
                     *       },
                     *       "lines": [
                     *         {
                     *           "product": "core",
                     *           "kind": "seats",
                     *           "name": "standard",
                     *           "charge": "term",
                     *           "quantity": 10,
                     *           "unitMinor": 2900,
                     *           "amountMinor": 29000,
                     *           "from": "2026-03-09T08:00:00.000Z",
                     *           "to": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "currency": "EUR",
                     *       "netMinor": 29000,
                     *       "taxBasisPoints": 2000,
                     *       "taxMinor": 5800,
                     *       "grossMinor": 34800,
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "paidAt": "2026-12-01T09:00:00Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @description Consecutive over all accounts of the vendor, without gaps */
                        number: string;
                        orderId: string;
                        /** Format: date-time */
                        issuedAt: string;
                        /** Format: date-time */
                        dueAt: string;
                        /** @enum {string} */
                        status: "open" | "overdue" | "paid";
                        /** Format: date-time */
                        paidAt?: string;
                        seller?: {
                            name: string;
                            /** @description Its lines */
                            address: string[];
                            taxNumber?: string;
                            /** @description Where the invoice is paid to */
                            payTo?: string;
                        };
                        /** @description The account as it was called when the invoice was issued; left out of those from before this was kept */
                        recipient?: {
                            name: string;
                        };
                        lines: {
                            product: string;
                            /** @enum {string} */
                            kind: "plan" | "seats" | "module" | "addon";
                            /** @description Of the plan, the module or the add-on */
                            name?: string;
                            /**
                             * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                             * @enum {string}
                             */
                            charge: "term" | "remaining" | "unused";
                            quantity?: number;
                            /** @description Price of one for a whole period */
                            unitMinor?: number;
                            /** @description Net, in minor units; negative for a credit */
                            amountMinor: number;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        currency: string;
                        netMinor: number;
                        /** @description The rate of tax: 1900 is 19 % */
                        taxBasisPoints: number;
                        taxMinor: number;
                        grossMinor: number;
                        accountId: string;
                    };
                };
            };
        };
    };
    listAwaitingOrders: {
        parameters: {
            query?: {
                /** @description Only those of this account */
                account?: string;
                /** @description Items of a page; 50 if left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "kind": "order",
                     *           "status": "awaiting-approval",
                     *           "payableBy": [],
                     *           "period": "month",
                     *           "catalogVersion": 1,
                     *           "items": [
                     *             {
                     *               "product": "core",
                     *               "plan": "standard",
                     *               "seats": 10,
                     *               "modules": [],
                     *               "addons": [],
                     *               "renewsAt": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "lines": [
                     *             {
                     *               "product": "core",
                     *               "kind": "seats",
                     *               "name": "standard",
                     *               "charge": "term",
                     *               "quantity": 10,
                     *               "unitMinor": 2900,
                     *               "amountMinor": 29000,
                     *               "from": "2026-03-09T08:00:00.000Z",
                     *               "to": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "currency": "EUR",
                     *           "netMinor": 29000,
                     *           "taxBasisPoints": 2000,
                     *           "taxMinor": 5800,
                     *           "grossMinor": 34800,
                     *           "quotedAt": "2026-03-09T08:00:00.000Z",
                     *           "expiresAt": "2026-03-10T08:00:00.000Z",
                     *           "provider": "invoice"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            accountId: string;
                            /**
                             * @description `renewal`: ordered by itself when the terms of its products were over
                             * @enum {string}
                             */
                            kind: "order" | "renewal";
                            /** @enum {string} */
                            status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                            /** @enum {string} */
                            period: "month" | "year";
                            catalogVersion: number;
                            items: {
                                product: string;
                                plan: string;
                                /** @description How many more */
                                seats: number;
                                modules: string[];
                                addons: string[];
                                /**
                                 * Format: date-time
                                 * @description When the subscription renews once the order took effect
                                 */
                                renewsAt: string;
                            }[];
                            lines: {
                                product: string;
                                /** @enum {string} */
                                kind: "plan" | "seats" | "module" | "addon";
                                /** @description Of the plan, the module or the add-on */
                                name?: string;
                                /**
                                 * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                                 * @enum {string}
                                 */
                                charge: "term" | "remaining" | "unused";
                                quantity?: number;
                                /** @description Price of one for a whole period */
                                unitMinor?: number;
                                /** @description Net, in minor units; negative for a credit */
                                amountMinor: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            }[];
                            currency: string;
                            netMinor: number;
                            /** @description The rate of tax: 1900 is 19 % */
                            taxBasisPoints: number;
                            taxMinor: number;
                            grossMinor: number;
                            /**
                             * Format: date-time
                             * @description The moment that the lines are reckoned to
                             */
                            quotedAt: string;
                            /**
                             * Format: date-time
                             * @description Until when it can be checked out
                             */
                            expiresAt: string;
                            /** @description How it can be checked out; empty once it was, or can no longer be */
                            payableBy: ("invoice" | "stripe")[];
                            /**
                             * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                             * @enum {string}
                             */
                            provider?: "invoice" | "stripe";
                            /** @description Of an order that is paid at once */
                            payment?: {
                                /**
                                 * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                                 * @enum {string}
                                 */
                                state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                                /** Format: date-time */
                                paidAt?: string;
                                /** @description What was paid back of it, in minor units */
                                refundedMinor: number;
                                /**
                                 * @description Whether whoever paid disputes it at their bank
                                 * @enum {string}
                                 */
                                dispute?: "open" | "won" | "lost";
                                /** @enum {string} */
                                failure?: "declined" | "expired";
                            };
                            /**
                             * Format: uri
                             * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                             */
                            checkoutUrl?: string;
                            /** Format: date-time */
                            completedAt?: string;
                        }[];
                    };
                };
            };
        };
    };
    approveOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, completed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "kind": "order",
                     *       "status": "completed",
                     *       "payableBy": [],
                     *       "period": "month",
                     *       "catalogVersion": 1,
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "seats": 10,
                     *           "modules": [],
                     *           "addons": [],
                     *           "renewsAt": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "lines": [
                     *         {
                     *           "product": "core",
                     *           "kind": "seats",
                     *           "name": "standard",
                     *           "charge": "term",
                     *           "quantity": 10,
                     *           "unitMinor": 2900,
                     *           "amountMinor": 29000,
                     *           "from": "2026-03-09T08:00:00.000Z",
                     *           "to": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "currency": "EUR",
                     *       "netMinor": 29000,
                     *       "taxBasisPoints": 2000,
                     *       "taxMinor": 5800,
                     *       "grossMinor": 34800,
                     *       "quotedAt": "2026-03-09T08:00:00.000Z",
                     *       "expiresAt": "2026-03-10T08:00:00.000Z",
                     *       "provider": "invoice",
                     *       "completedAt": "2026-03-09T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        accountId: string;
                        /**
                         * @description `renewal`: ordered by itself when the terms of its products were over
                         * @enum {string}
                         */
                        kind: "order" | "renewal";
                        /** @enum {string} */
                        status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                        /** @enum {string} */
                        period: "month" | "year";
                        catalogVersion: number;
                        items: {
                            product: string;
                            plan: string;
                            /** @description How many more */
                            seats: number;
                            modules: string[];
                            addons: string[];
                            /**
                             * Format: date-time
                             * @description When the subscription renews once the order took effect
                             */
                            renewsAt: string;
                        }[];
                        lines: {
                            product: string;
                            /** @enum {string} */
                            kind: "plan" | "seats" | "module" | "addon";
                            /** @description Of the plan, the module or the add-on */
                            name?: string;
                            /**
                             * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                             * @enum {string}
                             */
                            charge: "term" | "remaining" | "unused";
                            quantity?: number;
                            /** @description Price of one for a whole period */
                            unitMinor?: number;
                            /** @description Net, in minor units; negative for a credit */
                            amountMinor: number;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        currency: string;
                        netMinor: number;
                        /** @description The rate of tax: 1900 is 19 % */
                        taxBasisPoints: number;
                        taxMinor: number;
                        grossMinor: number;
                        /**
                         * Format: date-time
                         * @description The moment that the lines are reckoned to
                         */
                        quotedAt: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be checked out
                         */
                        expiresAt: string;
                        /** @description How it can be checked out; empty once it was, or can no longer be */
                        payableBy: ("invoice" | "stripe")[];
                        /**
                         * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                         * @enum {string}
                         */
                        provider?: "invoice" | "stripe";
                        /** @description Of an order that is paid at once */
                        payment?: {
                            /**
                             * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                             * @enum {string}
                             */
                            state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                            /** Format: date-time */
                            paidAt?: string;
                            /** @description What was paid back of it, in minor units */
                            refundedMinor: number;
                            /**
                             * @description Whether whoever paid disputes it at their bank
                             * @enum {string}
                             */
                            dispute?: "open" | "won" | "lost";
                            /** @enum {string} */
                            failure?: "declined" | "expired";
                        };
                        /**
                         * Format: uri
                         * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                         */
                        checkoutUrl?: string;
                        /** Format: date-time */
                        completedAt?: string;
                    };
                };
            };
        };
    };
    correctPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "account": "acc_3kq9z7w1m5x8b2n4v6c0d",
                 *       "seats": 20,
                 *       "reason": "Invoice 2026-117 was for 20 seats, not 25."
                 *     }
                 */
                "application/json": {
                    /** @description How many seats the purchase is really of; 0 voids it */
                    seats: number;
                    /** @description The administrators of the account read it in their ledger */
                    reason: string;
                    /** @description Whose purchase it is */
                    account: string;
                };
            };
        };
        responses: {
            /** @description The purchase, and what the account has of its product now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "purchase": {
                     *         "id": "INV-2026-117",
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "product": "core",
                     *         "origin": "billing",
                     *         "seats": 20,
                     *         "told": 25,
                     *         "cancelled": 0,
                     *         "receivedAt": "2026-11-22T06:00:00.000Z",
                     *         "corrections": [
                     *           {
                     *             "at": "2026-12-01T09:00:00.000Z",
                     *             "from": 25,
                     *             "to": 20,
                     *             "reason": "Invoice 2026-117 was for 20 seats, not 25.",
                     *             "by": {
                     *               "type": "user",
                     *               "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *             }
                     *           }
                     *         ]
                     *       },
                     *       "counts": {
                     *         "purchased": 20,
                     *         "used": 22,
                     *         "free": 0,
                     *         "overAllocated": 2
                     *       }
                     *     }
                     */
                    "application/json": {
                        purchase: {
                            /** @description As the billing system calls it, of an order its id, or `trial` */
                            id: string;
                            accountId: string;
                            product: string;
                            /**
                             * @description Who told of it
                             * @enum {string}
                             */
                            origin: "billing" | "trial" | "order";
                            /** @description How many seats it is of, as it was corrected last; 0: it is void */
                            seats: number;
                            /** @description How many it was of when it was told first */
                            told: number;
                            /** @description How many of its seats a billing system has cancelled */
                            cancelled: number;
                            /** Format: date-time */
                            receivedAt: string;
                            /** @description The oldest first */
                            corrections: {
                                /** Format: date-time */
                                at: string;
                                from: number;
                                to: number;
                                reason: string;
                                by: {
                                    /** @enum {string} */
                                    type: "user" | "billing" | "system";
                                    id: string;
                                    keyId?: string;
                                    /** @description The account of the actor, where it is another one */
                                    accountId?: string;
                                };
                            }[];
                        };
                        /** @description What the account has of the product now */
                        counts: {
                            purchased: number;
                            used: number;
                            free: number;
                            /** @description How many more are used than purchased: nobody loses a seat */
                            overAllocated: number;
                        };
                    };
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "kind": "order",
                     *           "status": "awaiting-approval",
                     *           "payableBy": [],
                     *           "period": "month",
                     *           "catalogVersion": 1,
                     *           "items": [
                     *             {
                     *               "product": "core",
                     *               "plan": "standard",
                     *               "seats": 10,
                     *               "modules": [],
                     *               "addons": [],
                     *               "renewsAt": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "lines": [
                     *             {
                     *               "product": "core",
                     *               "kind": "seats",
                     *               "name": "standard",
                     *               "charge": "term",
                     *               "quantity": 10,
                     *               "unitMinor": 2900,
                     *               "amountMinor": 29000,
                     *               "from": "2026-03-09T08:00:00.000Z",
                     *               "to": "2026-04-09T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "currency": "EUR",
                     *           "netMinor": 29000,
                     *           "taxBasisPoints": 2000,
                     *           "taxMinor": 5800,
                     *           "grossMinor": 34800,
                     *           "quotedAt": "2026-03-09T08:00:00.000Z",
                     *           "expiresAt": "2026-03-10T08:00:00.000Z",
                     *           "provider": "invoice"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            accountId: string;
                            /**
                             * @description `renewal`: ordered by itself when the terms of its products were over
                             * @enum {string}
                             */
                            kind: "order" | "renewal";
                            /** @enum {string} */
                            status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                            /** @enum {string} */
                            period: "month" | "year";
                            catalogVersion: number;
                            items: {
                                product: string;
                                plan: string;
                                /** @description How many more */
                                seats: number;
                                modules: string[];
                                addons: string[];
                                /**
                                 * Format: date-time
                                 * @description When the subscription renews once the order took effect
                                 */
                                renewsAt: string;
                            }[];
                            lines: {
                                product: string;
                                /** @enum {string} */
                                kind: "plan" | "seats" | "module" | "addon";
                                /** @description Of the plan, the module or the add-on */
                                name?: string;
                                /**
                                 * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                                 * @enum {string}
                                 */
                                charge: "term" | "remaining" | "unused";
                                quantity?: number;
                                /** @description Price of one for a whole period */
                                unitMinor?: number;
                                /** @description Net, in minor units; negative for a credit */
                                amountMinor: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            }[];
                            currency: string;
                            netMinor: number;
                            /** @description The rate of tax: 1900 is 19 % */
                            taxBasisPoints: number;
                            taxMinor: number;
                            grossMinor: number;
                            /**
                             * Format: date-time
                             * @description The moment that the lines are reckoned to
                             */
                            quotedAt: string;
                            /**
                             * Format: date-time
                             * @description Until when it can be checked out
                             */
                            expiresAt: string;
                            /** @description How it can be checked out; empty once it was, or can no longer be */
                            payableBy: ("invoice" | "stripe")[];
                            /**
                             * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                             * @enum {string}
                             */
                            provider?: "invoice" | "stripe";
                            /** @description Of an order that is paid at once */
                            payment?: {
                                /**
                                 * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                                 * @enum {string}
                                 */
                                state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                                /** Format: date-time */
                                paidAt?: string;
                                /** @description What was paid back of it, in minor units */
                                refundedMinor: number;
                                /**
                                 * @description Whether whoever paid disputes it at their bank
                                 * @enum {string}
                                 */
                                dispute?: "open" | "won" | "lost";
                                /** @enum {string} */
                                failure?: "declined" | "expired";
                            };
                            /**
                             * Format: uri
                             * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                             */
                            checkoutUrl?: string;
                            /** Format: date-time */
                            completedAt?: string;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "product": "core",
                 *           "plan": "premium",
                 *           "seats": 10,
                 *           "modules": [
                 *             "client-portal"
                 *           ],
                 *           "addons": [
                 *             "outlook"
                 *           ]
                 *         }
                 *       ],
                 *       "period": "month"
                 *     }
                 */
                "application/json": {
                    items: {
                        product: string;
                        /** @description Left out: the plan the account has, else the first one of the product */
                        plan?: string;
                        /**
                         * @description How many more seats
                         * @default 0
                         */
                        seats?: number;
                        /**
                         * @description Modules to switch on
                         * @default []
                         */
                        modules?: string[];
                        /**
                         * @description Add-ons to switch on
                         * @default []
                         */
                        addons?: string[];
                    }[];
                    /**
                     * @description Left out: that of the subscription, else a month
                     * @enum {string}
                     */
                    period?: "month" | "year";
                    /** @description Left out: that of the subscription, else the first one of the catalogue */
                    currency?: string;
                };
            };
        };
        responses: {
            /** @description The order, quoted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "kind": "order",
                     *       "status": "quoted",
                     *       "payableBy": [
                     *         "invoice",
                     *         "stripe"
                     *       ],
                     *       "period": "month",
                     *       "catalogVersion": 1,
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "seats": 10,
                     *           "modules": [],
                     *           "addons": [],
                     *           "renewsAt": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "lines": [
                     *         {
                     *           "product": "core",
                     *           "kind": "seats",
                     *           "name": "standard",
                     *           "charge": "term",
                     *           "quantity": 10,
                     *           "unitMinor": 2900,
                     *           "amountMinor": 29000,
                     *           "from": "2026-03-09T08:00:00.000Z",
                     *           "to": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "currency": "EUR",
                     *       "netMinor": 29000,
                     *       "taxBasisPoints": 2000,
                     *       "taxMinor": 5800,
                     *       "grossMinor": 34800,
                     *       "quotedAt": "2026-03-09T08:00:00.000Z",
                     *       "expiresAt": "2026-03-10T08:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        accountId: string;
                        /**
                         * @description `renewal`: ordered by itself when the terms of its products were over
                         * @enum {string}
                         */
                        kind: "order" | "renewal";
                        /** @enum {string} */
                        status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                        /** @enum {string} */
                        period: "month" | "year";
                        catalogVersion: number;
                        items: {
                            product: string;
                            plan: string;
                            /** @description How many more */
                            seats: number;
                            modules: string[];
                            addons: string[];
                            /**
                             * Format: date-time
                             * @description When the subscription renews once the order took effect
                             */
                            renewsAt: string;
                        }[];
                        lines: {
                            product: string;
                            /** @enum {string} */
                            kind: "plan" | "seats" | "module" | "addon";
                            /** @description Of the plan, the module or the add-on */
                            name?: string;
                            /**
                             * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                             * @enum {string}
                             */
                            charge: "term" | "remaining" | "unused";
                            quantity?: number;
                            /** @description Price of one for a whole period */
                            unitMinor?: number;
                            /** @description Net, in minor units; negative for a credit */
                            amountMinor: number;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        currency: string;
                        netMinor: number;
                        /** @description The rate of tax: 1900 is 19 % */
                        taxBasisPoints: number;
                        taxMinor: number;
                        grossMinor: number;
                        /**
                         * Format: date-time
                         * @description The moment that the lines are reckoned to
                         */
                        quotedAt: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be checked out
                         */
                        expiresAt: string;
                        /** @description How it can be checked out; empty once it was, or can no longer be */
                        payableBy: ("invoice" | "stripe")[];
                        /**
                         * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                         * @enum {string}
                         */
                        provider?: "invoice" | "stripe";
                        /** @description Of an order that is paid at once */
                        payment?: {
                            /**
                             * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                             * @enum {string}
                             */
                            state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                            /** Format: date-time */
                            paidAt?: string;
                            /** @description What was paid back of it, in minor units */
                            refundedMinor: number;
                            /**
                             * @description Whether whoever paid disputes it at their bank
                             * @enum {string}
                             */
                            dispute?: "open" | "won" | "lost";
                            /** @enum {string} */
                            failure?: "declined" | "expired";
                        };
                        /**
                         * Format: uri
                         * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                         */
                        checkoutUrl?: string;
                        /** Format: date-time */
                        completedAt?: string;
                    };
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "kind": "order",
                     *       "status": "awaiting-approval",
                     *       "payableBy": [],
                     *       "period": "month",
                     *       "catalogVersion": 1,
                     *       "items": [
                     *         {
                     *           "product": "core",
                     *           "plan": "standard",
                     *           "seats": 10,
                     *           "modules": [],
                     *           "addons": [],
                     *           "renewsAt": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "lines": [
                     *         {
                     *           "product": "core",
                     *           "kind": "seats",
                     *           "name": "standard",
                     *           "charge": "term",
                     *           "quantity": 10,
                     *           "unitMinor": 2900,
                     *           "amountMinor": 29000,
                     *           "from": "2026-03-09T08:00:00.000Z",
                     *           "to": "2026-04-09T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "currency": "EUR",
                     *       "netMinor": 29000,
                     *       "taxBasisPoints": 2000,
                     *       "taxMinor": 5800,
                     *       "grossMinor": 34800,
                     *       "quotedAt": "2026-03-09T08:00:00.000Z",
                     *       "expiresAt": "2026-03-10T08:00:00.000Z",
                     *       "provider": "invoice"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        accountId: string;
                        /**
                         * @description `renewal`: ordered by itself when the terms of its products were over
                         * @enum {string}
                         */
                        kind: "order" | "renewal";
                        /** @enum {string} */
                        status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                        /** @enum {string} */
                        period: "month" | "year";
                        catalogVersion: number;
                        items: {
                            product: string;
                            plan: string;
                            /** @description How many more */
                            seats: number;
                            modules: string[];
                            addons: string[];
                            /**
                             * Format: date-time
                             * @description When the subscription renews once the order took effect
                             */
                            renewsAt: string;
                        }[];
                        lines: {
                            product: string;
                            /** @enum {string} */
                            kind: "plan" | "seats" | "module" | "addon";
                            /** @description Of the plan, the module or the add-on */
                            name?: string;
                            /**
                             * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                             * @enum {string}
                             */
                            charge: "term" | "remaining" | "unused";
                            quantity?: number;
                            /** @description Price of one for a whole period */
                            unitMinor?: number;
                            /** @description Net, in minor units; negative for a credit */
                            amountMinor: number;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        }[];
                        currency: string;
                        netMinor: number;
                        /** @description The rate of tax: 1900 is 19 % */
                        taxBasisPoints: number;
                        taxMinor: number;
                        grossMinor: number;
                        /**
                         * Format: date-time
                         * @description The moment that the lines are reckoned to
                         */
                        quotedAt: string;
                        /**
                         * Format: date-time
                         * @description Until when it can be checked out
                         */
                        expiresAt: string;
                        /** @description How it can be checked out; empty once it was, or can no longer be */
                        payableBy: ("invoice" | "stripe")[];
                        /**
                         * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                         * @enum {string}
                         */
                        provider?: "invoice" | "stripe";
                        /** @description Of an order that is paid at once */
                        payment?: {
                            /**
                             * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                             * @enum {string}
                             */
                            state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                            /** Format: date-time */
                            paidAt?: string;
                            /** @description What was paid back of it, in minor units */
                            refundedMinor: number;
                            /**
                             * @description Whether whoever paid disputes it at their bank
                             * @enum {string}
                             */
                            dispute?: "open" | "won" | "lost";
                            /** @enum {string} */
                            failure?: "declined" | "expired";
                        };
                        /**
                         * Format: uri
                         * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                         */
                        checkoutUrl?: string;
                        /** Format: date-time */
                        completedAt?: string;
                    };
                };
            };
        };
    };
    checkOutOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "invoice"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                     * @enum {string}
                     */
                    provider: "invoice" | "stripe";
                };
            };
        };
        responses: {
            /** @description What the order waits for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "awaiting-approval",
                     *       "order": {
                     *         "id": "ord_5s1k8d3f7g2h6j9l4q0we",
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "kind": "order",
                     *         "status": "awaiting-approval",
                     *         "payableBy": [],
                     *         "period": "month",
                     *         "catalogVersion": 1,
                     *         "items": [
                     *           {
                     *             "product": "core",
                     *             "plan": "standard",
                     *             "seats": 10,
                     *             "modules": [],
                     *             "addons": [],
                     *             "renewsAt": "2026-04-09T08:00:00.000Z"
                     *           }
                     *         ],
                     *         "lines": [
                     *           {
                     *             "product": "core",
                     *             "kind": "seats",
                     *             "name": "standard",
                     *             "charge": "term",
                     *             "quantity": 10,
                     *             "unitMinor": 2900,
                     *             "amountMinor": 29000,
                     *             "from": "2026-03-09T08:00:00.000Z",
                     *             "to": "2026-04-09T08:00:00.000Z"
                     *           }
                     *         ],
                     *         "currency": "EUR",
                     *         "netMinor": 29000,
                     *         "taxBasisPoints": 2000,
                     *         "taxMinor": 5800,
                     *         "grossMinor": 34800,
                     *         "quotedAt": "2026-03-09T08:00:00.000Z",
                     *         "expiresAt": "2026-03-10T08:00:00.000Z",
                     *         "provider": "invoice"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                        /**
                         * Format: uri
                         * @description Where it is paid
                         */
                        checkoutUrl?: string;
                        order: {
                            id: string;
                            accountId: string;
                            /**
                             * @description `renewal`: ordered by itself when the terms of its products were over
                             * @enum {string}
                             */
                            kind: "order" | "renewal";
                            /** @enum {string} */
                            status: "quoted" | "expired" | "awaiting-approval" | "awaiting-payment" | "payment-failed" | "approved" | "completed" | "outdated";
                            /** @enum {string} */
                            period: "month" | "year";
                            catalogVersion: number;
                            items: {
                                product: string;
                                plan: string;
                                /** @description How many more */
                                seats: number;
                                modules: string[];
                                addons: string[];
                                /**
                                 * Format: date-time
                                 * @description When the subscription renews once the order took effect
                                 */
                                renewsAt: string;
                            }[];
                            lines: {
                                product: string;
                                /** @enum {string} */
                                kind: "plan" | "seats" | "module" | "addon";
                                /** @description Of the plan, the module or the add-on */
                                name?: string;
                                /**
                                 * @description For a whole term, for the time that remains until the renewal, or a credit for what was paid and is not used
                                 * @enum {string}
                                 */
                                charge: "term" | "remaining" | "unused";
                                quantity?: number;
                                /** @description Price of one for a whole period */
                                unitMinor?: number;
                                /** @description Net, in minor units; negative for a credit */
                                amountMinor: number;
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            }[];
                            currency: string;
                            netMinor: number;
                            /** @description The rate of tax: 1900 is 19 % */
                            taxBasisPoints: number;
                            taxMinor: number;
                            grossMinor: number;
                            /**
                             * Format: date-time
                             * @description The moment that the lines are reckoned to
                             */
                            quotedAt: string;
                            /**
                             * Format: date-time
                             * @description Until when it can be checked out
                             */
                            expiresAt: string;
                            /** @description How it can be checked out; empty once it was, or can no longer be */
                            payableBy: ("invoice" | "stripe")[];
                            /**
                             * @description `invoice`: an operator approves it, and it is paid later; `stripe`: paid at once, by card or what else Stripe takes
                             * @enum {string}
                             */
                            provider?: "invoice" | "stripe";
                            /** @description Of an order that is paid at once */
                            payment?: {
                                /**
                                 * @description `refund-due`: paid for an order that could no longer take effect; it is being paid back
                                 * @enum {string}
                                 */
                                state: "open" | "paid" | "failed" | "refund-due" | "refunded";
                                /** Format: date-time */
                                paidAt?: string;
                                /** @description What was paid back of it, in minor units */
                                refundedMinor: number;
                                /**
                                 * @description Whether whoever paid disputes it at their bank
                                 * @enum {string}
                                 */
                                dispute?: "open" | "won" | "lost";
                                /** @enum {string} */
                                failure?: "declined" | "expired";
                            };
                            /**
                             * Format: uri
                             * @description The page where it is paid, while it is awaiting payment: for whoever orders, and nobody else
                             */
                            checkoutUrl?: string;
                            /** Format: date-time */
                            completedAt?: string;
                        };
                    };
                };
            };
        };
    };
    listReassignments: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *           "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "plan": {
                     *             "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "split": [
                     *               {
                     *                 "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *                 "weight": 2
                     *               },
                     *               {
                     *                 "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *                 "weight": 1
                     *               }
                     *             ],
                     *             "filter": {
                     *               "types": [
                     *                 "matter",
                     *                 "task"
                     *               ],
                     *               "closed": false
                     *             }
                     *           },
                     *           "undoes": null,
                     *           "undoneBy": null,
                     *           "bound": {
                     *             "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *             "previewed": 9,
                     *             "skipped": 0
                     *           },
                     *           "state": "finished",
                     *           "progress": {
                     *             "total": 9,
                     *             "done": 9,
                     *             "byType": [
                     *               {
                     *                 "type": "matter",
                     *                 "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *                 "count": 6
                     *               },
                     *               {
                     *                 "type": "matter",
                     *                 "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *                 "count": 3
                     *               }
                     *             ]
                     *           },
                     *           "detail": null,
                     *           "startedBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "createdAt": "2026-06-30T15:00:00.000Z",
                     *           "startedAt": "2026-06-30T15:00:00.120Z",
                     *           "finishedAt": "2026-06-30T15:00:00.480Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Reassignment"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    startReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "usr_0000000000000000000000000",
                 *       "split": [
                 *         {
                 *           "to": "usr_1111111111111111111111111",
                 *           "weight": 2
                 *         },
                 *         {
                 *           "to": "usr_2222222222222222222222222",
                 *           "weight": 1
                 *         }
                 *       ],
                 *       "filter": {
                 *         "types": [
                 *           "matter",
                 *           "task"
                 *         ],
                 *         "closed": false
                 *       }
                 *     }
                 */
                "application/json": {
                    to?: string;
                    split?: (string | {
                        to: string;
                        /** @default 1 */
                        weight?: number;
                    })[];
                    rules?: {
                        types: string[];
                        to: string;
                    }[];
                    filter?: {
                        types?: string[];
                        tags?: string[];
                        closed?: boolean;
                    };
                    from: string;
                    /** @default false */
                    preview?: boolean;
                    /** @description As the preview answered it */
                    manifest?: string;
                    /** @description How much may have changed since; when more has, nothing begins. Without one any change is skipped */
                    driftLimit?: {
                        records: number;
                    } | {
                        percent: number;
                    };
                };
            };
        };
        responses: {
            /** @description What would move; nothing has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 9,
                     *       "byType": [
                     *         {
                     *           "type": "matter",
                     *           "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *           "count": 6
                     *         },
                     *         {
                     *           "type": "matter",
                     *           "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *           "count": 3
                     *         }
                     *       ],
                     *       "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718"
                     *     }
                     */
                    "application/json": components["schemas"]["ReassignmentPreview"];
                };
            };
            /** @description The run */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": null,
                     *       "undoneBy": null,
                     *       "bound": {
                     *         "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *         "previewed": 9,
                     *         "skipped": 0
                     *       },
                     *       "state": "queued",
                     *       "progress": {
                     *         "total": 9,
                     *         "done": 0,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 6
                     *           },
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    getReassignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": null,
                     *       "undoneBy": null,
                     *       "bound": {
                     *         "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *         "previewed": 9,
                     *         "skipped": 0
                     *       },
                     *       "state": "finished",
                     *       "progress": {
                     *         "total": 9,
                     *         "done": 9,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 6
                     *           },
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": "2026-06-30T15:00:00.120Z",
                     *       "finishedAt": "2026-06-30T15:00:00.480Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    cancelReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": null,
                     *       "undoneBy": null,
                     *       "bound": {
                     *         "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *         "previewed": 9,
                     *         "skipped": 0
                     *       },
                     *       "state": "cancelling",
                     *       "progress": {
                     *         "total": 9,
                     *         "done": 0,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 6
                     *           },
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    listLeftAlone: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "record": {
                     *             "type": "matter",
                     *             "externalId": "M-2041",
                     *             "title": "Lumen lease",
                     *             "ownerId": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "fields": {
                     *               "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *             },
                     *             "tags": [
                     *               "urgent"
                     *             ],
                     *             "closed": false,
                     *             "createdAt": "2026-03-11T11:00:00.000Z",
                     *             "updatedAt": "2026-03-11T11:00:00.000Z",
                     *             "version": 3
                     *           },
                     *           "change": {
                     *             "from": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "at": "2026-07-02T09:30:00.000Z",
                     *             "actor": {
                     *               "type": "user",
                     *               "id": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *             },
                     *             "reassignmentId": null
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            record: components["schemas"]["OwnedRecord"];
                            change: {
                                /** @description Which field, if it is not the owner */
                                field?: string;
                                from: string | null;
                                to: string | null;
                                /** Format: date-time */
                                at: string;
                                actor: {
                                    /** @enum {string} */
                                    type: "user" | "billing" | "system";
                                    id: string;
                                    keyId?: string;
                                    /** @description The account of the actor, where it is another one */
                                    accountId?: string;
                                };
                                reassignmentId: string | null;
                            };
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    pauseReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": null,
                     *       "undoneBy": null,
                     *       "bound": {
                     *         "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *         "previewed": 9,
                     *         "skipped": 0
                     *       },
                     *       "state": "pausing",
                     *       "progress": {
                     *         "total": 9,
                     *         "done": 0,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 6
                     *           },
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    reassignmentProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `progress` events, at least one a second while it changes, then one `end` event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: progress
                     *     data: {"id":"rea_6y2t8r4e1w9q5o3i7u0pa","state":"running"}
                     *
                     *     event: end
                     *     data: {"id":"rea_6y2t8r4e1w9q5o3i7u0pa","state":"finished"}
                     */
                    "text/event-stream": string;
                };
            };
        };
    };
    resumeReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": null,
                     *       "undoneBy": null,
                     *       "bound": {
                     *         "manifest": "m1-1782831540000-9-3f1c9a0b7d5e4286a1b2c3d4e5f60718",
                     *         "previewed": 9,
                     *         "skipped": 0
                     *       },
                     *       "state": "queued",
                     *       "progress": {
                     *         "total": 9,
                     *         "done": 0,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 6
                     *           },
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "count": 3
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    listSkipped: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                field?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "type": "matter",
                     *           "externalId": "M-2041",
                     *           "title": "Lumen lease",
                     *           "ownerId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "fields": {
                     *             "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *           },
                     *           "tags": [
                     *             "urgent"
                     *           ],
                     *           "closed": false,
                     *           "createdAt": "2026-03-11T11:00:00.000Z",
                     *           "updatedAt": "2026-03-11T11:00:00.000Z",
                     *           "version": 2
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OwnedRecord"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    undoReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "preview": true
                 *     }
                 */
                "application/json": {
                    /** @default false */
                    preview?: boolean;
                    /** @description As the preview answered it */
                    manifest?: string;
                    /** @description How much may have changed since; when more has, nothing begins. Without one any change is skipped */
                    driftLimit?: {
                        records: number;
                    } | {
                        percent: number;
                    };
                };
            };
        };
        responses: {
            /** @description What would go back; nothing has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 8,
                     *       "byType": [
                     *         {
                     *           "type": "matter",
                     *           "to": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "count": 8
                     *         }
                     *       ],
                     *       "manifest": "m1-1782921600000-8-9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3",
                     *       "leftAlone": 1
                     *     }
                     */
                    "application/json": {
                        total: number;
                        byType: {
                            type: string;
                            /** @description Which field, if it is not the owner */
                            field?: string;
                            to: string;
                            count: number;
                        }[];
                        /**
                         * @description What was counted, for a run that is to move this and nothing else
                         * @default null
                         */
                        manifest: string | null;
                        leftAlone: number;
                    };
                };
            };
            /** @description The run that gives back */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rea_3c5v7b9n1m2k4j6h8g0fd",
                     *       "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "plan": {
                     *         "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "split": [
                     *           {
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "weight": 2
                     *           },
                     *           {
                     *             "to": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *             "weight": 1
                     *           }
                     *         ],
                     *         "filter": {
                     *           "types": [
                     *             "matter",
                     *             "task"
                     *           ],
                     *           "closed": false
                     *         }
                     *       },
                     *       "undoes": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *       "undoneBy": null,
                     *       "bound": null,
                     *       "state": "queued",
                     *       "progress": {
                     *         "total": 8,
                     *         "done": 0,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "count": 0
                     *           }
                     *         ]
                     *       },
                     *       "detail": null,
                     *       "startedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "createdAt": "2026-06-30T15:00:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": components["schemas"]["Reassignment"];
                };
            };
        };
    };
    listRecordTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "type": "matter",
                     *           "fields": [
                     *             {
                     *               "key": "owner",
                     *               "label": "Owner"
                     *             },
                     *             {
                     *               "key": "secondOwner",
                     *               "label": "Second owner"
                     *             },
                     *             {
                     *               "key": "approver",
                     *               "label": "Approver"
                     *             }
                     *           ],
                     *           "createdAt": "2026-03-11T10:50:00.000Z",
                     *           "updatedAt": "2026-03-11T10:50:00.000Z",
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            type: string;
                            /** @description Each holds one user. `owner` stands first and is never empty, the others may be */
                            fields: {
                                key: string;
                                /** @description What it is called */
                                label: string;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    getRecordType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The type */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "fields": [
                     *         {
                     *           "key": "owner",
                     *           "label": "Owner"
                     *         },
                     *         {
                     *           "key": "secondOwner",
                     *           "label": "Second owner"
                     *         },
                     *         {
                     *           "key": "approver",
                     *           "label": "Approver"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-11T10:50:00.000Z",
                     *       "updatedAt": "2026-03-11T10:50:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        type: string;
                        /** @description Each holds one user. `owner` stands first and is never empty, the others may be */
                        fields: {
                            key: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    putRecordType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fields": [
                 *         {
                 *           "key": "secondOwner",
                 *           "label": "Second owner"
                 *         },
                 *         {
                 *           "key": "approver",
                 *           "label": "Approver"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description All of them; `owner` is there without being named. `label` is the key if left out */
                    fields: {
                        key: string;
                        label?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The type was registered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "fields": [
                     *         {
                     *           "key": "owner",
                     *           "label": "Owner"
                     *         },
                     *         {
                     *           "key": "secondOwner",
                     *           "label": "Second owner"
                     *         },
                     *         {
                     *           "key": "approver",
                     *           "label": "Approver"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-11T10:50:00.000Z",
                     *       "updatedAt": "2026-04-01T09:00:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        type: string;
                        /** @description Each holds one user. `owner` stands first and is never empty, the others may be */
                        fields: {
                            key: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
            /** @description It is registered now */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "fields": [
                     *         {
                     *           "key": "owner",
                     *           "label": "Owner"
                     *         },
                     *         {
                     *           "key": "secondOwner",
                     *           "label": "Second owner"
                     *         },
                     *         {
                     *           "key": "approver",
                     *           "label": "Approver"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-11T10:50:00.000Z",
                     *       "updatedAt": "2026-03-11T10:50:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        type: string;
                        /** @description Each holds one user. `owner` stands first and is never empty, the others may be */
                        fields: {
                            key: string;
                            /** @description What it is called */
                            label: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    removeRecordType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The registration is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description A user id */
                owner?: string;
                /** @description A user id, together with `field` */
                user?: string;
                /** @description In which field `user` is named, such as `approver` */
                field?: string;
                /** @description One type or several with commas */
                type?: string;
                tag?: string;
                closed?: boolean;
                /** @description Beginnings of words of the title, or an external id */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "type": "matter",
                     *           "externalId": "M-2041",
                     *           "title": "Lumen lease",
                     *           "ownerId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "fields": {
                     *             "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *           },
                     *           "tags": [
                     *             "urgent"
                     *           ],
                     *           "closed": false,
                     *           "createdAt": "2026-03-11T11:00:00.000Z",
                     *           "updatedAt": "2026-03-11T11:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OwnedRecord"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    upsertRecords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "records": [
                 *         {
                 *           "type": "matter",
                 *           "externalId": "M-2041",
                 *           "title": "Lumen lease",
                 *           "ownerUsername": "liam.osei@harbour-lane.example"
                 *         },
                 *         {
                 *           "type": "task",
                 *           "externalId": "T-7",
                 *           "title": "Call the notary",
                 *           "ownerUsername": "liam.osei@harbour-lane.example"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    records: {
                        type: string;
                        externalId: string;
                        title: string;
                        ownerId?: string;
                        ownerUsername?: string;
                        /** @description Other fields of the registered type, each with the id or username of a user; null clears one, and what is not named stays */
                        fields?: {
                            [key: string]: (string) | null;
                        };
                        /** @default [] */
                        tags?: string[];
                        /** @default false */
                        closed?: boolean;
                        /** @description Counts the changes in the system that the record comes from, or their time in milliseconds. What is no newer than what is known changes nothing */
                        sourceVersion?: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of each row, in the order they were sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1,
                     *       "updated": 0,
                     *       "unchanged": 0,
                     *       "overtaken": 0,
                     *       "failed": 1,
                     *       "items": [
                     *         {
                     *           "index": 0,
                     *           "type": "matter",
                     *           "externalId": "M-2041",
                     *           "result": "created",
                     *           "detail": null,
                     *           "errors": []
                     *         },
                     *         {
                     *           "index": 1,
                     *           "type": "task",
                     *           "externalId": "T-7",
                     *           "result": "failed",
                     *           "detail": "ownerUsername: No user of this account has this username.",
                     *           "errors": [
                     *             {
                     *               "path": "ownerUsername",
                     *               "message": "No user of this account has this username"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        created: number;
                        updated: number;
                        unchanged: number;
                        overtaken: number;
                        failed: number;
                        items: {
                            index: number;
                            type: string | null;
                            externalId: string | null;
                            /** @enum {string} */
                            result: "created" | "updated" | "unchanged" | "overtaken" | "failed";
                            detail: string | null;
                            errors: {
                                path: string;
                                message: string;
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    getRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "externalId": "M-2041",
                     *       "title": "Lumen lease",
                     *       "ownerId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "fields": {
                     *         "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *       },
                     *       "tags": [
                     *         "urgent"
                     *       ],
                     *       "closed": false,
                     *       "createdAt": "2026-03-11T11:00:00.000Z",
                     *       "updatedAt": "2026-03-11T11:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OwnedRecord"];
                };
            };
        };
    };
    upsertRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
                externalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Lumen lease",
                 *       "ownerUsername": "liam.osei@harbour-lane.example",
                 *       "tags": [
                 *         "urgent"
                 *       ]
                 *     }
                 */
                "application/json": {
                    title: string;
                    ownerId?: string;
                    ownerUsername?: string;
                    /** @description Other fields of the registered type, each with the id or username of a user; null clears one, and what is not named stays */
                    fields?: {
                        [key: string]: (string) | null;
                    };
                    /** @default [] */
                    tags?: string[];
                    /** @default false */
                    closed?: boolean;
                    /** @description Counts the changes in the system that the record comes from, or their time in milliseconds. What is no newer than what is known changes nothing */
                    sourceVersion?: number;
                };
            };
        };
        responses: {
            /** @description The record was known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "externalId": "M-2041",
                     *       "title": "Lumen lease",
                     *       "ownerId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "fields": {
                     *         "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *       },
                     *       "tags": [
                     *         "urgent"
                     *       ],
                     *       "closed": false,
                     *       "createdAt": "2026-03-11T11:00:00.000Z",
                     *       "updatedAt": "2026-03-11T11:00:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": components["schemas"]["OwnedRecord"];
                };
            };
            /** @description The record is new */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "matter",
                     *       "externalId": "M-2041",
                     *       "title": "Lumen lease",
                     *       "ownerId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "fields": {
                     *         "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *       },
                     *       "tags": [
                     *         "urgent"
                     *       ],
                     *       "closed": false,
                     *       "createdAt": "2026-03-11T11:00:00.000Z",
                     *       "updatedAt": "2026-03-11T11:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OwnedRecord"];
                };
            };
        };
    };
    recordHistory: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                type: string;
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record and a page of the changes of its owner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "record": {
                     *         "type": "matter",
                     *         "externalId": "M-2041",
                     *         "title": "Lumen lease",
                     *         "ownerId": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *         "fields": {
                     *           "approver": "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *         },
                     *         "tags": [
                     *           "urgent"
                     *         ],
                     *         "closed": false,
                     *         "createdAt": "2026-03-11T11:00:00.000Z",
                     *         "updatedAt": "2026-03-11T11:00:00.000Z",
                     *         "version": 2
                     *       },
                     *       "items": [
                     *         {
                     *           "from": null,
                     *           "to": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "at": "2026-03-16T10:00:00.000Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt"
                     *           },
                     *           "reassignmentId": null
                     *         },
                     *         {
                     *           "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *           "at": "2026-06-30T15:00:00.300Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 2
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description Which field, if it is not the owner */
                            field?: string;
                            from: string | null;
                            to: string | null;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            reassignmentId: string | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                        record: components["schemas"]["OwnedRecord"];
                    };
                };
            };
        };
    };
    ownerChanges: {
        parameters: {
            query?: {
                /** @description `next` of the answer before; `now` for what comes from now on; the oldest that is kept, if left out */
                after?: string;
                /** @description 200 if left out */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next changes; none when all have been told */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": 1204,
                     *           "type": "matter",
                     *           "externalId": "M-2041",
                     *           "from": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *           "at": "2026-06-30T15:00:00.300Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa"
                     *         }
                     *       ],
                     *       "next": "Y2hhbmdlOjEyMDQ",
                     *       "more": false
                     *     }
                     */
                    "application/json": {
                        items: {
                            number: number;
                            type: string;
                            externalId: string;
                            from: string;
                            to: string;
                            /** Format: date-time */
                            at: string;
                            actor: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            reassignmentId: string | null;
                        }[];
                        next: string;
                        more: boolean;
                    };
                };
            };
        };
    };
    countRecords: {
        parameters: {
            query?: {
                /** @description A user id */
                owner?: string;
                /** @description A user id */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most of a type first; nothing of a type that there is none of */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 9,
                     *       "items": [
                     *         {
                     *           "type": "matter",
                     *           "open": 7,
                     *           "closed": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        total: number;
                        items: {
                            type: string;
                            /** @description Which field, if it is not the owner */
                            field?: string;
                            open: number;
                            closed: number;
                        }[];
                    };
                };
            };
        };
    };
    importRecords: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {"type":"matter","externalId":"M-2041","title":"Lumen lease","ownerUsername":"liam.osei@harbour-lane.example"}
                 *     {"type":"task","externalId":"T-7","title":"Call the notary","ownerUsername":"liam.osei@harbour-lane.example"}
                 */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The lines were taken */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "importId": "imp_8x4c1v7b3n6m2k9j5h0gf",
                     *       "progress": {
                     *         "total": 2,
                     *         "done": 2,
                     *         "created": 1,
                     *         "updated": 0,
                     *         "failed": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        importId: string;
                        progress: {
                            total: number;
                            done: number;
                            created: number;
                            updated: number;
                            failed: number;
                        };
                    };
                };
            };
        };
    };
    getRecordImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "imp_8x4c1v7b3n6m2k9j5h0gf",
                     *       "state": "finished",
                     *       "progress": {
                     *         "total": 2,
                     *         "done": 2,
                     *         "created": 1,
                     *         "updated": 0,
                     *         "failed": 1
                     *       },
                     *       "failures": [
                     *         {
                     *           "line": 2,
                     *           "detail": "Nobody of this account has the username lime.osei@harbour-lane.example.",
                     *           "errors": [
                     *             {
                     *               "path": "ownerUsername",
                     *               "message": "Nobody of this account has the username lime.osei@harbour-lane.example"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-11T11:00:00.000Z",
                     *       "finishedAt": "2026-03-11T11:00:00.090Z"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "running" | "finished" | "aborted";
                        progress: {
                            total: number;
                            done: number;
                            created: number;
                            updated: number;
                            failed: number;
                        };
                        failures: {
                            line: number;
                            detail: string;
                            errors: {
                                path: string;
                                message: string;
                            }[];
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    listSeniorities: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Whether to tell how many users each has */
                users?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of seniorities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "createdAt": "2026-03-03T09:20:00.000Z",
                     *           "updatedAt": "2026-03-03T09:20:00.000Z",
                     *           "version": 1,
                     *           "id": "sen_2d6f8g4h1j9k3l7z5x0cv",
                     *           "name": "Associate"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            users?: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createSeniority: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Associate",
                 *       "after": null
                 *     }
                 */
                "application/json": {
                    name: string;
                    after?: (string) | null;
                };
            };
        };
        responses: {
            /** @description The seniority */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "sen_2d6f8g4h1j9k3l7z5x0cv",
                     *       "name": "Associate"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getSeniority: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The seniority */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 1,
                     *       "id": "sen_2d6f8g4h1j9k3l7z5x0cv",
                     *       "name": "Associate",
                     *       "users": 21
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteSeniority: {
        parameters: {
            query?: {
                /** @description The seniority that takes its place */
                replaceBy?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The seniority is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSeniority: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Senior associate"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    after?: (string) | null;
                };
            };
        };
        responses: {
            /** @description The seniority */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-03-03T09:20:00.000Z",
                     *       "updatedAt": "2026-03-03T09:20:00.000Z",
                     *       "version": 2,
                     *       "id": "sen_2d6f8g4h1j9k3l7z5x0cv",
                     *       "name": "Senior associate"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        users?: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listSharedItems: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                kind?: string;
                /** @description What the system that registered it calls it */
                externalId?: string;
                /** @description What the members of this group have by it */
                group?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *           "kind": "mailbox",
                     *           "externalId": "intake@harbour-lane.example",
                     *           "name": "Intake",
                     *           "groups": [
                     *             "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *           ],
                     *           "createdAt": "2026-03-02T08:15:00.000Z",
                     *           "updatedAt": "2026-03-02T08:15:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            kind: string;
                            /** @description What the system that registered it calls it; one of a kind has it */
                            externalId: string;
                            name: string;
                            /** @description Groups whose members have it */
                            groups: string[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    registerSharedItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "mailbox",
                 *       "externalId": "intake@harbour-lane.example",
                 *       "name": "Intake"
                 *     }
                 */
                "application/json": {
                    kind: string;
                    externalId: string;
                    name: string;
                    /** @default [] */
                    groups?: string[];
                };
            };
        };
        responses: {
            /** @description The thing */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *       "kind": "mailbox",
                     *       "externalId": "intake@harbour-lane.example",
                     *       "name": "Intake",
                     *       "groups": [],
                     *       "createdAt": "2026-03-02T08:15:00.000Z",
                     *       "updatedAt": "2026-03-02T08:15:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @description What the system that registered it calls it; one of a kind has it */
                        externalId: string;
                        name: string;
                        /** @description Groups whose members have it */
                        groups: string[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getSharedItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thing */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *       "kind": "mailbox",
                     *       "externalId": "intake@harbour-lane.example",
                     *       "name": "Intake",
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "createdAt": "2026-03-02T08:15:00.000Z",
                     *       "updatedAt": "2026-03-02T08:15:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @description What the system that registered it calls it; one of a kind has it */
                        externalId: string;
                        name: string;
                        /** @description Groups whose members have it */
                        groups: string[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    removeSharedItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody has it any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSharedItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Intake, harbour"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description All groups whose members have it */
                    groups?: string[];
                };
            };
        };
        responses: {
            /** @description The thing */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *       "kind": "mailbox",
                     *       "externalId": "intake@harbour-lane.example",
                     *       "name": "Intake, harbour",
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "createdAt": "2026-03-02T08:15:00.000Z",
                     *       "updatedAt": "2026-03-02T08:15:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        kind: string;
                        /** @description What the system that registered it calls it; one of a kind has it */
                        externalId: string;
                        name: string;
                        /** @description Groups whose members have it */
                        groups: string[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listAudience: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *           "username": "ada.quill@harbour-lane.example",
                     *           "firstName": "Ada",
                     *           "lastName": "Quill",
                     *           "status": "active",
                     *           "via": [],
                     *           "override": {
                     *             "decision": "added",
                     *             "by": {
                     *               "type": "user",
                     *               "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *             },
                     *             "at": "2026-03-12T09:00:00.000Z"
                     *           }
                     *         },
                     *         {
                     *           "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "username": "liam.osei@harbour-lane.example",
                     *           "firstName": "Liam",
                     *           "lastName": "Osei",
                     *           "status": "invited",
                     *           "via": [
                     *             {
                     *               "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *               "name": "Office managers"
                     *             }
                     *           ],
                     *           "override": null
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 2
                     *     }
                     */
                    "application/json": {
                        items: {
                            userId: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                            /** @enum {string} */
                            status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            /** @description Their groups that have it */
                            via: {
                                id: string;
                                name: string;
                            }[];
                            /** @description What was decided for this person alone; null is what the groups say */
                            override: {
                                /** @enum {string} */
                                decision: "added" | "removed";
                                by: {
                                    /** @enum {string} */
                                    type: "user" | "billing" | "system";
                                    id: string;
                                    keyId?: string;
                                    /** @description The account of the actor, where it is another one */
                                    accountId?: string;
                                };
                                /** Format: date-time */
                                at: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    listSsoConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connections */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "sso_3k8d5s1f6g2h9j4l7z0xc",
                     *           "name": "Okta",
                     *           "issuer": "https://harbour-lane.okta.com",
                     *           "clientId": "0oa1b2c3d4E5f6G7h8i9",
                     *           "domains": [
                     *             {
                     *               "name": "harbour-lane.example",
                     *               "record": "_seatkeeper.harbour-lane.example",
                     *               "value": "seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *               "provedAt": null,
                     *               "lastCheck": {
                     *                 "at": "2026-03-09T10:05:00.000Z",
                     *                 "found": "nothing",
                     *                 "texts": []
                     *               }
                     *             }
                     *           ],
                     *           "vouchesForAddresses": false,
                     *           "newcomers": {
                     *             "products": [
                     *               "core"
                     *             ],
                     *             "groups": [],
                     *             "whenNoSeat": "wait"
                     *           },
                     *           "enforcement": null,
                     *           "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *           "signInUrl": "https://seats.example/v1/auth/sso/harbour-lane",
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "updatedAt": "2026-03-09T10:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *       "scopes": [
                     *         "openid",
                     *         "email",
                     *         "profile"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            issuer: string;
                            clientId: string;
                            domains: {
                                name: string;
                                /** @description The name whose TXT record is looked at */
                                record: string;
                                /** @description What the record has to say */
                                value: string;
                                /** @description Until then no address of the domain counts */
                                provedAt: string | null;
                                /**
                                 * @description The last look that did not prove it; null before the first, and once it is proved
                                 * @default null
                                 */
                                lastCheck: {
                                    /** Format: date-time */
                                    at: string;
                                    /**
                                     * @description There is no such record; it says something else; no name server answered; another account has proved the domain
                                     * @enum {string}
                                     */
                                    found: "nothing" | "something-else" | "no-answer" | "taken";
                                    /** @description What the record says instead, the first five texts, cut at 100 characters */
                                    texts: string[];
                                } | null;
                            }[];
                            vouchesForAddresses: boolean;
                            newcomers: {
                                /** @description What they get a seat of */
                                products: string[];
                                /** @description The groups they are put into */
                                groups: string[];
                                /**
                                 * @description Without a free seat they are refused, or put on the wait list
                                 * @enum {string}
                                 */
                                whenNoSeat: "fail" | "wait";
                            } | null;
                            enforcement: {
                                exempt: string[];
                                /** Format: date-time */
                                since: string;
                            } | null;
                            /** @description What the provider has to know as the address to come back to */
                            redirectUri: string;
                            /** @description Where a sign-in begins */
                            signInUrl: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                        /** @description What a provider has to know as the address to come back to, for every connection of the account */
                        redirectUri?: string;
                        /** @description What a provider has to allow to be asked for */
                        scopes?: string[];
                    };
                };
            };
        };
    };
    createSsoConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Okta",
                 *       "issuer": "https://harbour-lane.okta.com",
                 *       "clientId": "0oa1b2c3d4E5f6G7h8i9",
                 *       "clientSecret": "an-example-not-a-secret",
                 *       "domains": [
                 *         "harbour-lane.example"
                 *       ],
                 *       "newcomers": {
                 *         "products": [
                 *           "core"
                 *         ],
                 *         "groups": [],
                 *         "whenNoSeat": "wait"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** Format: uri */
                    issuer: string;
                    clientId: string;
                    /** @description Sealed, and never shown again */
                    clientSecret: string;
                    /** @description Whose addresses count once the domain is proved; nobody is known by an address of another one */
                    domains?: string[];
                    /**
                     * @description Whether an address counts that the provider neither calls verified nor unverified: for one that has no strangers, such as Entra ID with a tenant of its own
                     * @default false
                     */
                    vouchesForAddresses?: boolean;
                    /**
                     * @description Null: only who is known here already is let in
                     * @default null
                     */
                    newcomers?: {
                        /** @description What they get a seat of */
                        products: string[];
                        /** @description The groups they are put into */
                        groups: string[];
                        /**
                         * @description Without a free seat they are refused, or put on the wait list
                         * @enum {string}
                         */
                        whenNoSeat: "fail" | "wait";
                    } | null;
                };
            };
        };
        responses: {
            /** @description The connection */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "sso_3k8d5s1f6g2h9j4l7z0xc",
                     *       "name": "Okta",
                     *       "issuer": "https://harbour-lane.okta.com",
                     *       "clientId": "0oa1b2c3d4E5f6G7h8i9",
                     *       "domains": [
                     *         {
                     *           "name": "harbour-lane.example",
                     *           "record": "_seatkeeper.harbour-lane.example",
                     *           "value": "seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *           "provedAt": null,
                     *           "lastCheck": {
                     *             "at": "2026-03-09T10:05:00.000Z",
                     *             "found": "nothing",
                     *             "texts": []
                     *           }
                     *         }
                     *       ],
                     *       "vouchesForAddresses": false,
                     *       "newcomers": {
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [],
                     *         "whenNoSeat": "wait"
                     *       },
                     *       "enforcement": null,
                     *       "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *       "signInUrl": "https://seats.example/v1/auth/sso/harbour-lane",
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        issuer: string;
                        clientId: string;
                        domains: {
                            name: string;
                            /** @description The name whose TXT record is looked at */
                            record: string;
                            /** @description What the record has to say */
                            value: string;
                            /** @description Until then no address of the domain counts */
                            provedAt: string | null;
                            /**
                             * @description The last look that did not prove it; null before the first, and once it is proved
                             * @default null
                             */
                            lastCheck: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description There is no such record; it says something else; no name server answered; another account has proved the domain
                                 * @enum {string}
                                 */
                                found: "nothing" | "something-else" | "no-answer" | "taken";
                                /** @description What the record says instead, the first five texts, cut at 100 characters */
                                texts: string[];
                            } | null;
                        }[];
                        vouchesForAddresses: boolean;
                        newcomers: {
                            /** @description What they get a seat of */
                            products: string[];
                            /** @description The groups they are put into */
                            groups: string[];
                            /**
                             * @description Without a free seat they are refused, or put on the wait list
                             * @enum {string}
                             */
                            whenNoSeat: "fail" | "wait";
                        } | null;
                        enforcement: {
                            exempt: string[];
                            /** Format: date-time */
                            since: string;
                        } | null;
                        /** @description What the provider has to know as the address to come back to */
                        redirectUri: string;
                        /** @description Where a sign-in begins */
                        signInUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getSsoConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "sso_3k8d5s1f6g2h9j4l7z0xc",
                     *       "name": "Okta",
                     *       "issuer": "https://harbour-lane.okta.com",
                     *       "clientId": "0oa1b2c3d4E5f6G7h8i9",
                     *       "domains": [
                     *         {
                     *           "name": "harbour-lane.example",
                     *           "record": "_seatkeeper.harbour-lane.example",
                     *           "value": "seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *           "provedAt": null,
                     *           "lastCheck": {
                     *             "at": "2026-03-09T10:05:00.000Z",
                     *             "found": "nothing",
                     *             "texts": []
                     *           }
                     *         }
                     *       ],
                     *       "vouchesForAddresses": false,
                     *       "newcomers": {
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [],
                     *         "whenNoSeat": "wait"
                     *       },
                     *       "enforcement": null,
                     *       "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *       "signInUrl": "https://seats.example/v1/auth/sso/harbour-lane",
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        issuer: string;
                        clientId: string;
                        domains: {
                            name: string;
                            /** @description The name whose TXT record is looked at */
                            record: string;
                            /** @description What the record has to say */
                            value: string;
                            /** @description Until then no address of the domain counts */
                            provedAt: string | null;
                            /**
                             * @description The last look that did not prove it; null before the first, and once it is proved
                             * @default null
                             */
                            lastCheck: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description There is no such record; it says something else; no name server answered; another account has proved the domain
                                 * @enum {string}
                                 */
                                found: "nothing" | "something-else" | "no-answer" | "taken";
                                /** @description What the record says instead, the first five texts, cut at 100 characters */
                                texts: string[];
                            } | null;
                        }[];
                        vouchesForAddresses: boolean;
                        newcomers: {
                            /** @description What they get a seat of */
                            products: string[];
                            /** @description The groups they are put into */
                            groups: string[];
                            /**
                             * @description Without a free seat they are refused, or put on the wait list
                             * @enum {string}
                             */
                            whenNoSeat: "fail" | "wait";
                        } | null;
                        enforcement: {
                            exempt: string[];
                            /** Format: date-time */
                            since: string;
                        } | null;
                        /** @description What the provider has to know as the address to come back to */
                        redirectUri: string;
                        /** @description Where a sign-in begins */
                        signInUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteSsoConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSsoConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "newcomers": null
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** Format: uri */
                    issuer?: string;
                    clientId?: string;
                    clientSecret?: string;
                    /** @description Whose addresses count once the domain is proved; nobody is known by an address of another one */
                    domains?: string[];
                    /** @description Whether an address counts that the provider neither calls verified nor unverified: for one that has no strangers, such as Entra ID with a tenant of its own */
                    vouchesForAddresses?: boolean;
                    /** @description Null: only who is known here already is let in */
                    newcomers?: {
                        /** @description What they get a seat of */
                        products: string[];
                        /** @description The groups they are put into */
                        groups: string[];
                        /**
                         * @description Without a free seat they are refused, or put on the wait list
                         * @enum {string}
                         */
                        whenNoSeat: "fail" | "wait";
                    } | null;
                    /** @description With it nobody of the account signs in with a password but who is exempt; null ends that */
                    enforcement?: {
                        /** @description Global admins who go on signing in with a password, should the provider be away */
                        exempt: string[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description The connection */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "sso_3k8d5s1f6g2h9j4l7z0xc",
                     *       "name": "Okta",
                     *       "issuer": "https://harbour-lane.okta.com",
                     *       "clientId": "0oa1b2c3d4E5f6G7h8i9",
                     *       "domains": [
                     *         {
                     *           "name": "harbour-lane.example",
                     *           "record": "_seatkeeper.harbour-lane.example",
                     *           "value": "seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *           "provedAt": null,
                     *           "lastCheck": {
                     *             "at": "2026-03-09T10:05:00.000Z",
                     *             "found": "nothing",
                     *             "texts": []
                     *           }
                     *         }
                     *       ],
                     *       "vouchesForAddresses": false,
                     *       "newcomers": null,
                     *       "enforcement": null,
                     *       "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *       "signInUrl": "https://seats.example/v1/auth/sso/harbour-lane",
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        issuer: string;
                        clientId: string;
                        domains: {
                            name: string;
                            /** @description The name whose TXT record is looked at */
                            record: string;
                            /** @description What the record has to say */
                            value: string;
                            /** @description Until then no address of the domain counts */
                            provedAt: string | null;
                            /**
                             * @description The last look that did not prove it; null before the first, and once it is proved
                             * @default null
                             */
                            lastCheck: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description There is no such record; it says something else; no name server answered; another account has proved the domain
                                 * @enum {string}
                                 */
                                found: "nothing" | "something-else" | "no-answer" | "taken";
                                /** @description What the record says instead, the first five texts, cut at 100 characters */
                                texts: string[];
                            } | null;
                        }[];
                        vouchesForAddresses: boolean;
                        newcomers: {
                            /** @description What they get a seat of */
                            products: string[];
                            /** @description The groups they are put into */
                            groups: string[];
                            /**
                             * @description Without a free seat they are refused, or put on the wait list
                             * @enum {string}
                             */
                            whenNoSeat: "fail" | "wait";
                        } | null;
                        enforcement: {
                            exempt: string[];
                            /** Format: date-time */
                            since: string;
                        } | null;
                        /** @description What the provider has to know as the address to come back to */
                        redirectUri: string;
                        /** @description Where a sign-in begins */
                        signInUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    checkSsoDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "sso_3k8d5s1f6g2h9j4l7z0xc",
                     *       "name": "Okta",
                     *       "issuer": "https://harbour-lane.okta.com",
                     *       "clientId": "0oa1b2c3d4E5f6G7h8i9",
                     *       "domains": [
                     *         {
                     *           "name": "harbour-lane.example",
                     *           "record": "_seatkeeper.harbour-lane.example",
                     *           "value": "seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk",
                     *           "provedAt": "2026-03-09T10:20:00.000Z",
                     *           "lastCheck": null
                     *         }
                     *       ],
                     *       "vouchesForAddresses": false,
                     *       "newcomers": {
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [],
                     *         "whenNoSeat": "wait"
                     *       },
                     *       "enforcement": null,
                     *       "redirectUri": "https://seats.example/v1/auth/sso/harbour-lane/callback",
                     *       "signInUrl": "https://seats.example/v1/auth/sso/harbour-lane",
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        issuer: string;
                        clientId: string;
                        domains: {
                            name: string;
                            /** @description The name whose TXT record is looked at */
                            record: string;
                            /** @description What the record has to say */
                            value: string;
                            /** @description Until then no address of the domain counts */
                            provedAt: string | null;
                            /**
                             * @description The last look that did not prove it; null before the first, and once it is proved
                             * @default null
                             */
                            lastCheck: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description There is no such record; it says something else; no name server answered; another account has proved the domain
                                 * @enum {string}
                                 */
                                found: "nothing" | "something-else" | "no-answer" | "taken";
                                /** @description What the record says instead, the first five texts, cut at 100 characters */
                                texts: string[];
                            } | null;
                        }[];
                        vouchesForAddresses: boolean;
                        newcomers: {
                            /** @description What they get a seat of */
                            products: string[];
                            /** @description The groups they are put into */
                            groups: string[];
                            /**
                             * @description Without a free seat they are refused, or put on the wait list
                             * @enum {string}
                             */
                            whenNoSeat: "fail" | "wait";
                        } | null;
                        enforcement: {
                            exempt: string[];
                            /** Format: date-time */
                            since: string;
                        } | null;
                        /** @description What the provider has to know as the address to come back to */
                        redirectUri: string;
                        /** @description Where a sign-in begins */
                        signInUrl: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    testSsoConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "works": true,
                     *       "problem": null,
                     *       "authorizationEndpoint": "https://harbour-lane.okta.com/oauth2/v1/authorize",
                     *       "tokenEndpoint": "https://harbour-lane.okta.com/oauth2/v1/token",
                     *       "signingKeys": 2
                     *     }
                     */
                    "application/json": {
                        works: boolean;
                        /** @description What is wrong, in words */
                        problem: string | null;
                        authorizationEndpoint: string | null;
                        tokenEndpoint: string | null;
                        /** @description How many keys the provider signs with */
                        signingKeys: number | null;
                    };
                };
            };
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Beginnings of words of the address */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of addresses */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "sup_2k6n0q4t8w1z5c9f3j7md",
                     *           "address": "liam.osei@harbour-lane.example",
                     *           "reason": "bounced",
                     *           "words": "550 5.1.1 No such user here",
                     *           "deliveryId": "dlv_4h8k2n6q1t5w9z3c7f0jm",
                     *           "since": "2026-06-30T08:00:02.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            address: string;
                            /**
                             * @description `bounced`: there is no such mailbox; `complained`: who reads it called a mail unwanted
                             * @enum {string}
                             */
                            reason: "bounced" | "complained";
                            /** @description What the mail server of the recipient said; may be empty */
                            words: string;
                            /** @description The mail it was about, as long as it is kept */
                            deliveryId: string;
                            /** Format: date-time */
                            since: string;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    liftSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mails go there again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "invitation",
                     *           "locale": "en",
                     *           "fixed": false,
                     *           "changed": true,
                     *           "version": 1,
                     *           "changedAt": "2026-06-30T09:15:04.000Z",
                     *           "changedBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            /** @enum {string} */
                            locale: "en" | "fr";
                            /** @description Whether its words cannot be changed: they keep somebody safe, or depend on what is the case */
                            fixed: boolean;
                            /** @description Whether the account words it itself */
                            changed: boolean;
                            /** @description Counts the changes; 0 before the first */
                            version: number;
                            changedAt: string | null;
                            changedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            } | null;
                        }[];
                    };
                };
            };
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                locale: "en" | "fr";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "invitation",
                     *       "locale": "en",
                     *       "fixed": false,
                     *       "changed": true,
                     *       "version": 1,
                     *       "changedAt": "2026-06-30T09:15:04.000Z",
                     *       "changedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "subject": "{invitedBy} invites you to {accountName}",
                     *       "body": "Welcome aboard, {firstName}!\n\nChoose a password to begin:\n\n{link}",
                     *       "tags": [
                     *         {
                     *           "name": "firstName",
                     *           "sample": "Ann"
                     *         },
                     *         {
                     *           "name": "link",
                     *           "sample": "https://seatkeeper.example/invitations/token"
                     *         }
                     *       ],
                     *       "earlier": []
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                        /** @enum {string} */
                        locale: "en" | "fr";
                        /** @description Whether its words cannot be changed: they keep somebody safe, or depend on what is the case */
                        fixed: boolean;
                        /** @description Whether the account words it itself */
                        changed: boolean;
                        /** @description Counts the changes; 0 before the first */
                        version: number;
                        changedAt: string | null;
                        changedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        } | null;
                        /** @description Of one that is not changed, the words of the product */
                        subject: string;
                        body: string;
                        /** @description What may be written in braces; empty for one that is fixed */
                        tags: {
                            name: string;
                            sample: string;
                        }[];
                        /** @description The newest 20 that were replaced, the newest first */
                        earlier: {
                            subject: string;
                            body: string;
                            /** Format: date-time */
                            changedAt: string;
                            changedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    changeTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                locale: "en" | "fr";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "{invitedBy} invites you to {accountName}",
                 *       "body": "Welcome aboard, {firstName}!\n\nYou work in {department}. Choose a password to begin:\n\n{link}\n\nIt is valid until {validUntil}."
                 *     }
                 */
                "application/json": {
                    /** @description One line, with merge tags such as `{firstName}` */
                    subject: string;
                    /** @description Plain text with merge tags; an empty line begins a paragraph. `{link}` alone in a paragraph becomes a button */
                    body: string;
                };
            };
        };
        responses: {
            /** @description The template */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "invitation",
                     *       "locale": "en",
                     *       "fixed": false,
                     *       "changed": true,
                     *       "version": 1,
                     *       "changedAt": "2026-06-30T09:15:04.000Z",
                     *       "changedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "subject": "{invitedBy} invites you to {accountName}",
                     *       "body": "Welcome aboard, {firstName}!\n\nChoose a password to begin:\n\n{link}",
                     *       "tags": [
                     *         {
                     *           "name": "firstName",
                     *           "sample": "Ann"
                     *         },
                     *         {
                     *           "name": "link",
                     *           "sample": "https://seatkeeper.example/invitations/token"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                        /** @enum {string} */
                        locale: "en" | "fr";
                        /** @description Whether its words cannot be changed: they keep somebody safe, or depend on what is the case */
                        fixed: boolean;
                        /** @description Whether the account words it itself */
                        changed: boolean;
                        /** @description Counts the changes; 0 before the first */
                        version: number;
                        changedAt: string | null;
                        changedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        } | null;
                        /** @description Of one that is not changed, the words of the product */
                        subject: string;
                        body: string;
                        /** @description What may be written in braces; empty for one that is fixed */
                        tags: {
                            name: string;
                            sample: string;
                        }[];
                    };
                };
            };
        };
    };
    resetTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                locale: "en" | "fr";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mails of this kind have the words of the product */
            204: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                locale: "en" | "fr";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "wording": {
                 *         "subject": "{invitedBy} invites you to {accountName}",
                 *         "body": "Welcome aboard, {firstName}!\n\nYou work in {department}. Choose a password to begin:\n\n{link}\n\nIt is valid until {validUntil}."
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Words to try; left out, those that are sent now */
                    wording?: {
                        /** @description One line, with merge tags such as `{firstName}` */
                        subject: string;
                        /** @description Plain text with merge tags; an empty line begins a paragraph. `{link}` alone in a paragraph becomes a button */
                        body: string;
                    };
                    user?: string;
                };
            };
        };
        responses: {
            /** @description The mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subject": "Ada Quill invites you to Harbour Lane",
                     *       "html": "<!doctype html>…",
                     *       "text": "Welcome aboard, Liam!\n\nChoose a password to begin:\n\nhttps://seatkeeper.example/invitations/preview"
                     *     }
                     */
                    "application/json": {
                        subject: string;
                        html: string;
                        text: string;
                    };
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                id?: string;
                status?: string;
                office?: string;
                department?: string;
                seniority?: string;
                /** @description Ids of groups; `none` is who is in no group */
                group?: string;
                product?: string;
                type?: string;
                reportsTo?: string;
                /** @description Who was not active for so many days, or never */
                idleDays?: string;
                /** @description Whose invitation is open and ends within so many days from now */
                invitationEndsInDays?: string;
                q?: string;
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                sort?: string;
                affiliates?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "type": "standard",
                     *           "title": null,
                     *           "phones": {},
                     *           "address": {},
                     *           "offices": [
                     *             "Montréal"
                     *           ],
                     *           "officeIds": [
                     *             "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *           ],
                     *           "department": "Litigation",
                     *           "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *           "seniority": null,
                     *           "seniorityId": null,
                     *           "reportsTo": null,
                     *           "products": [
                     *             "core"
                     *           ],
                     *           "groups": [
                     *             "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *           ],
                     *           "globalAdmin": false,
                     *           "visibility": "everyone",
                     *           "externalId": null,
                     *           "customFields": {},
                     *           "locale": "en",
                     *           "mustChangePassword": false,
                     *           "invitation": null,
                     *           "ban": null,
                     *           "waitingSince": null,
                     *           "lastActiveAt": "2026-06-30T14:31:00.000Z",
                     *           "id": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *           "username": "mei.tan@harbour-lane.example",
                     *           "userCode": "MTA",
                     *           "status": "active",
                     *           "firstName": "Mei",
                     *           "lastName": "Tan",
                     *           "email": "mei.tan@harbour-lane.example",
                     *           "createdAt": "2026-03-03T10:00:00.000Z",
                     *           "updatedAt": "2026-03-04T08:10:00.000Z",
                     *           "version": 4
                     *         },
                     *         {
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "type": "standard",
                     *           "title": null,
                     *           "phones": {},
                     *           "address": {},
                     *           "offices": [],
                     *           "officeIds": [],
                     *           "department": null,
                     *           "departmentId": null,
                     *           "seniority": null,
                     *           "seniorityId": null,
                     *           "reportsTo": null,
                     *           "products": [
                     *             "core"
                     *           ],
                     *           "groups": [],
                     *           "globalAdmin": true,
                     *           "visibility": "everyone",
                     *           "externalId": null,
                     *           "customFields": {},
                     *           "locale": "en",
                     *           "mustChangePassword": false,
                     *           "invitation": null,
                     *           "ban": null,
                     *           "waitingSince": null,
                     *           "lastActiveAt": "2026-03-09T09:14:00.000Z",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *           "username": "ada.quill@harbour-lane.example",
                     *           "userCode": "AQU",
                     *           "status": "active",
                     *           "firstName": "Ada",
                     *           "lastName": "Quill",
                     *           "email": "ada.quill@harbour-lane.example",
                     *           "createdAt": "2026-03-02T08:00:00.000Z",
                     *           "updatedAt": "2026-03-02T08:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 2
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ListedUser"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "liam.osei@harbour-lane.example",
                 *       "firstName": "Liam",
                 *       "lastName": "Osei",
                 *       "department": "Litigation",
                 *       "offices": [
                 *         "Montréal"
                 *       ]
                 *     }
                 */
                "application/json": {
                    username: string;
                    firstName: string;
                    lastName: string;
                    /**
                     * @default standard
                     * @enum {string}
                     */
                    type?: "standard" | "service";
                    products?: string[];
                    email?: string;
                    title?: string | null;
                    phones?: {
                        office?: string;
                        extension?: string;
                        cell?: string;
                    };
                    address?: {
                        street?: string;
                        city?: string;
                        region?: string;
                        postalCode?: string;
                        country?: string;
                    };
                    offices?: string[];
                    department?: string | null;
                    seniority?: string | null;
                    reportsTo?: string | null;
                    groups?: string[];
                    globalAdmin?: boolean;
                    visibility?: ("everyone" | "team" | "self") | {
                        users: string[];
                    };
                    externalId?: string | null;
                    customFields?: {
                        [key: string]: string | number | boolean;
                    };
                    locale?: string;
                    /**
                     * @default fail
                     * @enum {string}
                     */
                    whenNoSeat?: "fail" | "wait";
                };
            };
        };
        responses: {
            /** @description The user holds the seats and the invitation is on its way */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "open",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": null,
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "invited",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-09T09:15:02.000Z",
                     *       "version": 3
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description No seat is free: the user waits, and is invited as soon as one is */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": null,
                     *       "ban": null,
                     *       "waitingSince": "2026-03-09T09:15:00.000Z",
                     *       "lastActiveAt": null,
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "waiting",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-09T09:15:02.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    exportUsers: {
        parameters: {
            query?: {
                id?: string;
                status?: string;
                office?: string;
                department?: string;
                seniority?: string;
                /** @description Ids of groups; `none` is who is in no group */
                group?: string;
                product?: string;
                type?: string;
                reportsTo?: string;
                /** @description Who was not active for so many days, or never */
                idleDays?: string;
                /** @description Whose invitation is open and ends within so many days from now */
                invitationEndsInDays?: string;
                q?: string;
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example Username,Email,First name,Last name,Title,Department
                     *     liam.osei@harbour-lane.example,liam.osei@harbour-lane.example,Liam,Osei,,Litigation
                     */
                    "text/csv": string;
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Partner",
                 *       "phones": {
                 *         "cell": "+447700967245"
                 *       },
                 *       "department": null
                 *     }
                 */
                "application/json": {
                    email?: string;
                    title?: string | null;
                    phones?: {
                        office?: string | null;
                        extension?: string | null;
                        cell?: string | null;
                    } | null;
                    address?: {
                        street?: string | null;
                        city?: string | null;
                        region?: string | null;
                        postalCode?: string | null;
                        country?: string | null;
                    } | null;
                    offices?: string[];
                    department?: string | null;
                    seniority?: string | null;
                    reportsTo?: string | null;
                    groups?: string[];
                    globalAdmin?: boolean;
                    visibility?: ("everyone" | "team" | "self") | {
                        users: string[];
                    };
                    externalId?: string | null;
                    customFields?: {
                        [key: string]: (string | number | boolean) | null;
                    } | null;
                    locale?: string;
                    username?: string;
                    firstName?: string;
                    lastName?: string;
                    products?: string[];
                    /** @constant */
                    correction?: true;
                };
            };
        };
        responses: {
            /** @description The user after the change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": "Partner",
                     *       "phones": {
                     *         "cell": "+447700967245"
                     *       },
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": null,
                     *       "departmentId": null,
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys that work or have expired, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "key_9p2l5k8j1h4g7f3d6s0az",
                     *           "prefix": "sk_9p2l5k8j1h4g7f3d6s0az",
                     *           "name": "Payroll export",
                     *           "scopes": [
                     *             "users.read"
                     *           ],
                     *           "createdAt": "2026-03-10T08:02:00.000Z",
                     *           "createdBy": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "expiresAt": "2030-01-01T00:00:00.000Z",
                     *           "lastUsedAt": "2026-03-12T16:41:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** @description How the key begins: enough to find it in a configuration, too little to call with */
                            prefix: string;
                            name: string;
                            /** @description What it is for at most; it can do what of these its user holds */
                            scopes: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            expiresAt: string | null;
                            /** @description To the minute */
                            lastUsedAt: string | null;
                        }[];
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Payroll export",
                 *       "scopes": [
                 *         "users.read"
                 *       ],
                 *       "expiresAt": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** @description What it is for, such as `Payroll export` */
                    name: string;
                    scopes: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                    /**
                     * Format: date-time
                     * @description Left out, the key of a person lasts as long as the vendor lets one last, that of a service user until it is revoked
                     */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description The key, whole in `key`, which is never shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_9p2l5k8j1h4g7f3d6s0az",
                     *       "prefix": "sk_9p2l5k8j1h4g7f3d6s0az",
                     *       "name": "Payroll export",
                     *       "scopes": [
                     *         "users.read"
                     *       ],
                     *       "createdAt": "2026-03-10T08:02:00.000Z",
                     *       "createdBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "expiresAt": "2030-01-01T00:00:00.000Z",
                     *       "lastUsedAt": null,
                     *       "key": "sk_9p2l5k8j1h4g7f3d6s0az_b25seS1hbi1leGFtcGxlLW9ubHktYW4tZXhhbXBsZT9"
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /** @description How the key begins: enough to find it in a configuration, too little to call with */
                        prefix: string;
                        name: string;
                        /** @description What it is for at most; it can do what of these its user holds */
                        scopes: ("account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend")[];
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        expiresAt: string | null;
                        /** @description To the minute */
                        lastUsedAt: string | null;
                        /** @description Keep it like a password */
                        key: string;
                    };
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key works no longer */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    banUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Lost laptop",
                 *       "until": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    reason: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The user, banned */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": {
                     *         "reason": "Lost laptop",
                     *         "since": "2026-04-01T16:20:00.000Z",
                     *         "until": "2030-01-01T00:00:00.000Z"
                     *       },
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "banned",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-04-01T16:20:00.000Z",
                     *       "version": 5
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    deactivateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "Left the firm",
                 *       "reassign": {
                 *         "to": "usr_0000000000000000000000000"
                 *       }
                 *     }
                 */
                "application/json": {
                    reassign?: {
                        plan: {
                            to?: string;
                            split?: (string | {
                                to: string;
                                /** @default 1 */
                                weight?: number;
                            })[];
                            rules?: {
                                types: string[];
                                to: string;
                            }[];
                            filter?: {
                                types?: string[];
                                tags?: string[];
                                closed?: boolean;
                            };
                        };
                    } | {
                        to: string;
                    };
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The user, the number of seats freed, and the reassignment that runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [
                     *           "Montréal"
                     *         ],
                     *         "officeIds": [
                     *           "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *         ],
                     *         "department": "Litigation",
                     *         "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [
                     *           "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *         ],
                     *         "globalAdmin": false,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "en",
                     *         "mustChangePassword": false,
                     *         "invitation": {
                     *           "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *           "state": "accepted",
                     *           "sentTo": "liam.osei@harbour-lane.example",
                     *           "createdAt": "2026-03-09T09:15:00.000Z",
                     *           "expiresAt": "2026-03-16T09:15:00.000Z",
                     *           "mail": {
                     *             "state": "sent",
                     *             "at": "2026-03-09T09:15:02.000Z"
                     *           }
                     *         },
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "userCode": "LOS",
                     *         "status": "deactivated",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei",
                     *         "email": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "updatedAt": "2026-06-30T15:00:00.000Z",
                     *         "version": 6
                     *       },
                     *       "seatsFreed": 1,
                     *       "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa"
                     *     }
                     */
                    "application/json": {
                        user: components["schemas"]["User"];
                        seatsFreed: number;
                        reassignmentId?: string;
                    };
                };
            };
        };
    };
    getDeparture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is planned */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "departure": {
                     *         "user": {
                     *           "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "username": "liam.osei@harbour-lane.example",
                     *           "firstName": "Liam",
                     *           "lastName": "Osei",
                     *           "status": "active"
                     *         },
                     *         "on": "2030-06-30",
                     *         "dueAt": "2030-06-29T23:00:00.000Z",
                     *         "reason": "Retires",
                     *         "reassign": {
                     *           "to": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "plannedBy": {
                     *           "type": "user",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "plannedAt": "2026-06-30T15:00:00.000Z",
                     *         "refusal": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        departure: {
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                /** @enum {string} */
                                status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                            };
                            /**
                             * Format: date
                             * @description The day with whose beginning the user is deactivated, in the time zone of the account
                             */
                            on: string;
                            /**
                             * Format: date-time
                             * @description When that is; after a refusal, when it is tried again
                             */
                            dueAt: string;
                            reason: string | null;
                            /** @description Who gets the records then; null leaves them where they are */
                            reassign: {
                                to?: string;
                                split?: (unknown | {
                                    to: string;
                                    /** @default 1 */
                                    weight: number;
                                })[];
                                rules?: {
                                    types: string[];
                                    to: string;
                                }[];
                                filter?: {
                                    types?: string[];
                                    tags?: string[];
                                    closed?: boolean;
                                };
                            } | null;
                            /** @description In whose name it is done: who has to be allowed to when the day comes */
                            plannedBy: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** Format: date-time */
                            plannedAt: string;
                            /** @description Why it could not be done on its day; it is tried again every day */
                            refusal: {
                                code: string;
                                detail: string;
                                /** Format: date-time */
                                at: string;
                            } | null;
                        } | null;
                    };
                };
            };
        };
    };
    planDeparture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "on": "2030-06-30",
                 *       "reason": "Retires",
                 *       "reassign": {
                 *         "to": "usr_0000000000000000000000000"
                 *       }
                 *     }
                 */
                "application/json": {
                    reassign?: {
                        plan: {
                            to?: string;
                            split?: (string | {
                                to: string;
                                /** @default 1 */
                                weight?: number;
                            })[];
                            rules?: {
                                types: string[];
                                to: string;
                            }[];
                            filter?: {
                                types?: string[];
                                tags?: string[];
                                closed?: boolean;
                            };
                        };
                    } | {
                        to: string;
                    };
                    reason?: string;
                    /** Format: date */
                    on: string;
                };
            };
        };
        responses: {
            /** @description What is planned now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei",
                     *         "status": "active"
                     *       },
                     *       "on": "2030-06-30",
                     *       "dueAt": "2030-06-29T23:00:00.000Z",
                     *       "reason": "Retires",
                     *       "reassign": {
                     *         "to": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "plannedBy": {
                     *         "type": "user",
                     *         "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *       },
                     *       "plannedAt": "2026-06-30T15:00:00.000Z",
                     *       "refusal": null
                     *     }
                     */
                    "application/json": {
                        user: {
                            id: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                            /** @enum {string} */
                            status: "pending" | "waiting" | "invited" | "active" | "banned" | "deactivated";
                        };
                        /**
                         * Format: date
                         * @description The day with whose beginning the user is deactivated, in the time zone of the account
                         */
                        on: string;
                        /**
                         * Format: date-time
                         * @description When that is; after a refusal, when it is tried again
                         */
                        dueAt: string;
                        reason: string | null;
                        /** @description Who gets the records then; null leaves them where they are */
                        reassign: {
                            to?: string;
                            split?: (unknown | {
                                to: string;
                                /** @default 1 */
                                weight: number;
                            })[];
                            rules?: {
                                types: string[];
                                to: string;
                            }[];
                            filter?: {
                                types?: string[];
                                tags?: string[];
                                closed?: boolean;
                            };
                        } | null;
                        /** @description In whose name it is done: who has to be allowed to when the day comes */
                        plannedBy: {
                            /** @enum {string} */
                            type: "user" | "billing" | "system";
                            id: string;
                            keyId?: string;
                            /** @description The account of the actor, where it is another one */
                            accountId?: string;
                        };
                        /** Format: date-time */
                        plannedAt: string;
                        /** @description Why it could not be done on its day; it is tried again every day */
                        refusal: {
                            code: string;
                            detail: string;
                            /** Format: date-time */
                            at: string;
                        } | null;
                    };
                };
            };
        };
    };
    cancelDeparture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing is planned */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listUserFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor, if there is one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [],
                     *       "required": true
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /**
                             * @description An app that shows another six digits every 30 seconds
                             * @enum {string}
                             */
                            kind: "totp";
                            /** Format: date-time */
                            addedAt: string;
                            /** @description Recovery codes that were not used yet */
                            recoveryCodesLeft: number;
                        }[];
                        /** @description The account demands one of this user */
                        required: boolean;
                    };
                };
            };
        };
    };
    resetUserFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has none */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    userHistory: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "evt_4k9j2h7g5f1d8s3a6p0oi",
                     *           "at": "2026-06-30T15:00:00.000Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "actorName": null,
                     *           "action": "identity.user.deactivated",
                     *           "target": {
                     *             "kind": "user",
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt"
                     *           },
                     *           "changes": [
                     *             {
                     *               "field": "status",
                     *               "before": "active",
                     *               "after": "deactivated"
                     *             }
                     *           ],
                     *           "detail": {
                     *             "reason": "Left the firm"
                     *           },
                     *           "requestId": "req_8s2d5f1g9h4j7k3l6q0we",
                     *           "address": "198.51.100.14",
                     *           "seal": 214
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user with the new invitation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "open",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": null,
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "invited",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-09T09:15:02.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, deactivated */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "revoked",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": null,
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "deactivated",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-09T09:15:02.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    getUserMailSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The choices of the user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "choices": {
                     *         "seats-low": false
                     *       },
                     *       "mails": [
                     *         {
                     *           "kind": "invitation",
                     *           "optional": false,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         },
                     *         {
                     *           "kind": "seats-low",
                     *           "optional": true,
                     *           "sent": false,
                     *           "decidedBy": "user"
                     *         },
                     *         {
                     *           "kind": "seats-exhausted",
                     *           "optional": true,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         }
                     *       ],
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description What was chosen here; a kind that is not in it follows the account, or is sent */
                        choices: {
                            [key: string]: boolean;
                        };
                        /** @description Every kind of mail */
                        mails: {
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            /** @description Whether it can be switched off; what keeps a person or an account safe cannot */
                            optional: boolean;
                            /** @description Whether mails of the kind are sent */
                            sent: boolean;
                            /**
                             * @description Whose choice it is: the person’s own comes first, then the account’s; else it is sent
                             * @enum {string}
                             */
                            decidedBy: "user" | "account" | "product";
                        }[];
                        /** @description 0 before anything was chosen */
                        version: number;
                    };
                };
            };
        };
    };
    updateUserMailSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "choices": {
                 *         "seats-low": false,
                 *         "seats-exhausted": null
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description By kind: true for sent, false for switched off, null for no choice of one’s own */
                    choices: {
                        [key: string]: boolean | null;
                    };
                };
            };
        };
        responses: {
            /** @description The choices of the user */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "choices": {
                     *         "seats-low": false
                     *       },
                     *       "mails": [
                     *         {
                     *           "kind": "invitation",
                     *           "optional": false,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         },
                     *         {
                     *           "kind": "seats-low",
                     *           "optional": true,
                     *           "sent": false,
                     *           "decidedBy": "user"
                     *         },
                     *         {
                     *           "kind": "seats-exhausted",
                     *           "optional": true,
                     *           "sent": true,
                     *           "decidedBy": "product"
                     *         }
                     *       ],
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        /** @description What was chosen here; a kind that is not in it follows the account, or is sent */
                        choices: {
                            [key: string]: boolean;
                        };
                        /** @description Every kind of mail */
                        mails: {
                            /** @enum {string} */
                            kind: "invitation" | "invitation-reminder" | "confirmation" | "password-reset" | "password-changed" | "sign-in-details" | "second-factor-added" | "second-factor-removed" | "seats-low" | "seats-exhausted" | "over-allocated" | "invoice-issued" | "invoice-overdue" | "payment-declined" | "order-refunded" | "renewal-coming" | "subscription-ended" | "affiliate-offered" | "affiliate-offer-accepted" | "affiliate-offer-declined" | "sender-failing" | "sender-recovered";
                            /** @description Whether it can be switched off; what keeps a person or an account safe cannot */
                            optional: boolean;
                            /** @description Whether mails of the kind are sent */
                            sent: boolean;
                            /**
                             * @description Whose choice it is: the person’s own comes first, then the account’s; else it is sent
                             * @enum {string}
                             */
                            decidedBy: "user" | "account" | "product";
                        }[];
                        /** @description 0 before anything was chosen */
                        version: number;
                    };
                };
            };
        };
    };
    getOffboarding: {
        parameters: {
            query?: {
                /** @description `pdf`: a document to be printed and kept */
                format?: "json" | "pdf";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "report": {
                     *         "id": "ofb_4r6t8y1u3i5o7p9a2s0df",
                     *         "user": {
                     *           "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "username": "liam.osei@harbour-lane.example",
                     *           "firstName": "Liam",
                     *           "lastName": "Osei"
                     *         },
                     *         "by": {
                     *           "type": "user",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "reason": "Left the firm",
                     *         "startedAt": "2026-06-30T15:00:00.000Z",
                     *         "finishedAt": "2026-06-30T15:00:02.140Z",
                     *         "state": "done",
                     *         "steps": [
                     *           {
                     *             "step": "access",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.010Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "seats",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.025Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "groups",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.060Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "records",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:02.000Z",
                     *             "detail": null
                     *           }
                     *         ],
                     *         "sessionsEnded": 2,
                     *         "keysEnded": 1,
                     *         "invitationsVoided": 0,
                     *         "seats": {
                     *           "freed": 1,
                     *           "products": [
                     *             "core"
                     *           ]
                     *         },
                     *         "groupsManaged": 1,
                     *         "records": {
                     *           "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *           "moved": 128,
                     *           "byType": [
                     *             {
                     *               "type": "matter",
                     *               "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *               "count": 128
                     *             }
                     *           ]
                     *         },
                     *         "leftBehind": {
                     *           "directReports": 1,
                     *           "records": []
                     *         }
                     *       },
                     *       "hash": "5b1f0c2d9e8a7b6c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c"
                     *     }
                     */
                    "application/json": {
                        report: {
                            id: string;
                            /** @description As they were called when they left */
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                            };
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            reason: string | null;
                            /** Format: date-time */
                            startedAt: string;
                            /** @description From then on the report stays as it is */
                            finishedAt: string | null;
                            /** @enum {string} */
                            state: "running" | "done";
                            steps: {
                                /** @enum {string} */
                                step: "access" | "seats" | "groups" | "records";
                                /** @enum {string} */
                                state: "waiting" | "running" | "done" | "skipped" | "failed";
                                /** @description When it was done, or failed */
                                at: string | null;
                                detail: string | null;
                            }[];
                            sessionsEnded: number | null;
                            /** @description API keys */
                            keysEnded: number | null;
                            invitationsVoided: number | null;
                            seats: {
                                freed: number;
                                products: string[];
                            } | null;
                            /** @description Groups whose manager they were, and are no more */
                            groupsManaged: number | null;
                            /** @description Null for who may not read records */
                            records: {
                                reassignmentId: string | null;
                                moved: number;
                                /** @description By type, field and receiver; the first 500 rows */
                                byType: {
                                    type: string;
                                    /** @description Which field, if it is not the owner */
                                    field?: string;
                                    to: string;
                                    count: number;
                                }[];
                            } | null;
                            /** @description Known at the end */
                            leftBehind: {
                                /** @description People who still report to the leaver */
                                directReports: number;
                                records: {
                                    type: string;
                                    field?: string;
                                    count: number;
                                }[] | null;
                            } | null;
                        };
                        /** @description Of the report when it is final: SHA-256, in hex, of its JSON with the fields in the order of their names and no blanks. The audit log has the same one. */
                        hash: string | null;
                    };
                    "application/pdf": string;
                };
            };
        };
    };
    offboardUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "preview": true,
                 *       "reassign": {
                 *         "to": "usr_0000000000000000000000000"
                 *       }
                 *     }
                 */
                "application/json": {
                    reassign?: {
                        plan: {
                            to?: string;
                            split?: (string | {
                                to: string;
                                /** @default 1 */
                                weight?: number;
                            })[];
                            rules?: {
                                types: string[];
                                to: string;
                            }[];
                            filter?: {
                                types?: string[];
                                tags?: string[];
                                closed?: boolean;
                            };
                        };
                    } | {
                        to: string;
                    };
                    reason?: string;
                    /** @default false */
                    preview?: boolean;
                    /** @description As the preview answered it */
                    manifest?: string;
                    /** @description How much may have changed since; when more has, nothing begins. Without one any change is skipped */
                    driftLimit?: {
                        records: number;
                    } | {
                        percent: number;
                    };
                };
            };
        };
        responses: {
            /** @description What would become of the user; nothing has */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei"
                     *       },
                     *       "refusals": [],
                     *       "sessionsEnded": 2,
                     *       "keysEnded": 1,
                     *       "invitationsVoided": 0,
                     *       "seats": {
                     *         "freed": 1,
                     *         "products": [
                     *           "core"
                     *         ]
                     *       },
                     *       "groupsManaged": 1,
                     *       "records": {
                     *         "total": 128,
                     *         "byType": [
                     *           {
                     *             "type": "matter",
                     *             "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *             "count": 128
                     *           }
                     *         ],
                     *         "manifest": "m1-1782831540000-128-3f1c9a0b7d5e4286a1b2c3d4e5f60718"
                     *       },
                     *       "leftBehind": {
                     *         "directReports": 1,
                     *         "records": []
                     *       }
                     *     }
                     */
                    "application/json": {
                        user: {
                            id: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                        };
                        /** @description What the act would be refused with now; nothing stands against it when empty */
                        refusals: {
                            code: string;
                            detail: string;
                        }[];
                        sessionsEnded: number;
                        keysEnded: number;
                        invitationsVoided: number;
                        seats: {
                            freed: number;
                            products: string[];
                        };
                        groupsManaged: number;
                        /** @description What would move, exactly; null for who may not read records */
                        records: components["schemas"]["ReassignmentPreview"] | null;
                        leftBehind: {
                            directReports: number;
                            records: {
                                type: string;
                                field?: string;
                                count: number;
                            }[] | null;
                        };
                    };
                };
            };
            /** @description The report, as far as it goes */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "report": {
                     *         "id": "ofb_4r6t8y1u3i5o7p9a2s0df",
                     *         "user": {
                     *           "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "username": "liam.osei@harbour-lane.example",
                     *           "firstName": "Liam",
                     *           "lastName": "Osei"
                     *         },
                     *         "by": {
                     *           "type": "user",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "reason": "Left the firm",
                     *         "startedAt": "2026-06-30T15:00:00.000Z",
                     *         "finishedAt": null,
                     *         "state": "running",
                     *         "steps": [
                     *           {
                     *             "step": "access",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.010Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "seats",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.025Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "groups",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.060Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "records",
                     *             "state": "running",
                     *             "at": null,
                     *             "detail": "The run is queued."
                     *           }
                     *         ],
                     *         "sessionsEnded": 2,
                     *         "keysEnded": 1,
                     *         "invitationsVoided": 0,
                     *         "seats": {
                     *           "freed": 1,
                     *           "products": [
                     *             "core"
                     *           ]
                     *         },
                     *         "groupsManaged": 1,
                     *         "records": {
                     *           "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *           "moved": 0,
                     *           "byType": []
                     *         },
                     *         "leftBehind": null
                     *       },
                     *       "hash": null
                     *     }
                     */
                    "application/json": {
                        report: {
                            id: string;
                            /** @description As they were called when they left */
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                            };
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            reason: string | null;
                            /** Format: date-time */
                            startedAt: string;
                            /** @description From then on the report stays as it is */
                            finishedAt: string | null;
                            /** @enum {string} */
                            state: "running" | "done";
                            steps: {
                                /** @enum {string} */
                                step: "access" | "seats" | "groups" | "records";
                                /** @enum {string} */
                                state: "waiting" | "running" | "done" | "skipped" | "failed";
                                /** @description When it was done, or failed */
                                at: string | null;
                                detail: string | null;
                            }[];
                            sessionsEnded: number | null;
                            /** @description API keys */
                            keysEnded: number | null;
                            invitationsVoided: number | null;
                            seats: {
                                freed: number;
                                products: string[];
                            } | null;
                            /** @description Groups whose manager they were, and are no more */
                            groupsManaged: number | null;
                            /** @description Null for who may not read records */
                            records: {
                                reassignmentId: string | null;
                                moved: number;
                                /** @description By type, field and receiver; the first 500 rows */
                                byType: {
                                    type: string;
                                    /** @description Which field, if it is not the owner */
                                    field?: string;
                                    to: string;
                                    count: number;
                                }[];
                            } | null;
                            /** @description Known at the end */
                            leftBehind: {
                                /** @description People who still report to the leaver */
                                directReports: number;
                                records: {
                                    type: string;
                                    field?: string;
                                    count: number;
                                }[] | null;
                            } | null;
                        };
                        /** @description Of the report when it is final: SHA-256, in hex, of its JSON with the fields in the order of their names and no blanks. The audit log has the same one. */
                        hash: string | null;
                    };
                };
            };
        };
    };
    sendPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sentTo": "liam.osei@harbour-lane.example",
                     *       "expiresAt": "2026-03-10T08:58:00.000Z"
                     *     }
                     */
                    "application/json": {
                        sentTo: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
        };
    };
    userPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Permissions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "permission": "users.read",
                     *           "via": [
                     *             "Office managers"
                     *           ]
                     *         },
                     *         {
                     *           "permission": "users.invite",
                     *           "via": [
                     *             "Office managers"
                     *           ]
                     *         }
                     *       ],
                     *       "manages": []
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            permission: "account.update" | "account.sign-on" | "accounts.affiliates" | "users.read" | "users.invite" | "users.update" | "users.deactivate" | "users.ban" | "users.replace" | "users.credentials" | "users.privacy" | "views.share" | "groups.manage" | "organisation.manage" | "shared-items.manage" | "licenses.read" | "seats.purchase" | "records.read" | "records.write" | "records.reassign" | "audit.read" | "deliveries.read" | "deliveries.retry" | "webhooks.manage" | "operator.orders" | "operator.accounts" | "operator.purchases" | "operator.suspend";
                            via: string[];
                        }[];
                        /**
                         * @description Groups whose people the user manages
                         * @default []
                         */
                        manages: {
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    reactivateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, active, or invited if no password was ever set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 7
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    replaceUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "by": {
                 *         "newUser": {
                 *           "username": "mei.tan@harbour-lane.example",
                 *           "firstName": "Mei",
                 *           "lastName": "Tan"
                 *         }
                 *       },
                 *       "reassign": true,
                 *       "copy": [
                 *         "groups",
                 *         "offices"
                 *       ]
                 *     }
                 */
                "application/json": {
                    by: {
                        userId: string;
                    } | {
                        newUser: {
                            username: string;
                            firstName: string;
                            lastName: string;
                            email?: string;
                            title?: string | null;
                            phones?: {
                                office?: string;
                                extension?: string;
                                cell?: string;
                            };
                            address?: {
                                street?: string;
                                city?: string;
                                region?: string;
                                postalCode?: string;
                                country?: string;
                            };
                            offices?: string[];
                            department?: string | null;
                            seniority?: string | null;
                            reportsTo?: string | null;
                            groups?: string[];
                            globalAdmin?: boolean;
                            visibility?: ("everyone" | "team" | "self") | {
                                users: string[];
                            };
                            externalId?: string | null;
                            customFields?: {
                                [key: string]: string | number | boolean;
                            };
                            locale?: string;
                        };
                    };
                    /** @default false */
                    reassign?: boolean;
                    /** @default [] */
                    copy?: ("groups" | "offices" | "visibility" | "sharedItems")[];
                    /** @default false */
                    preview?: boolean;
                    /** @description As the preview answered it */
                    manifest?: string;
                    /** @description How much may have changed since; when more has, nothing begins. Without one any change is skipped */
                    driftLimit?: {
                        records: number;
                    } | {
                        percent: number;
                    };
                };
            };
        };
        responses: {
            /** @description The one replaced, deactivated, and the one who took the place; or what would become of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [
                     *           "Montréal"
                     *         ],
                     *         "officeIds": [
                     *           "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *         ],
                     *         "department": "Litigation",
                     *         "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [
                     *           "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *         ],
                     *         "globalAdmin": false,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "en",
                     *         "mustChangePassword": false,
                     *         "invitation": {
                     *           "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *           "state": "accepted",
                     *           "sentTo": "liam.osei@harbour-lane.example",
                     *           "createdAt": "2026-03-09T09:15:00.000Z",
                     *           "expiresAt": "2026-03-16T09:15:00.000Z",
                     *           "mail": {
                     *             "state": "sent",
                     *             "at": "2026-03-09T09:15:02.000Z"
                     *           }
                     *         },
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *         "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *         "username": "liam.osei@harbour-lane.example",
                     *         "userCode": "LOS",
                     *         "status": "deactivated",
                     *         "firstName": "Liam",
                     *         "lastName": "Osei",
                     *         "email": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "updatedAt": "2026-06-30T15:00:00.000Z",
                     *         "version": 6
                     *       },
                     *       "replacement": {
                     *         "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *         "type": "standard",
                     *         "title": null,
                     *         "phones": {},
                     *         "address": {},
                     *         "offices": [
                     *           "Montréal"
                     *         ],
                     *         "officeIds": [
                     *           "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *         ],
                     *         "department": "Litigation",
                     *         "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *         "seniority": null,
                     *         "seniorityId": null,
                     *         "reportsTo": null,
                     *         "products": [
                     *           "core"
                     *         ],
                     *         "groups": [
                     *           "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *         ],
                     *         "globalAdmin": false,
                     *         "visibility": "everyone",
                     *         "externalId": null,
                     *         "customFields": {},
                     *         "locale": "en",
                     *         "mustChangePassword": false,
                     *         "invitation": null,
                     *         "ban": null,
                     *         "waitingSince": null,
                     *         "lastActiveAt": "2026-06-30T14:31:00.000Z",
                     *         "id": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *         "username": "mei.tan@harbour-lane.example",
                     *         "userCode": "MTA",
                     *         "status": "active",
                     *         "firstName": "Mei",
                     *         "lastName": "Tan",
                     *         "email": "mei.tan@harbour-lane.example",
                     *         "createdAt": "2026-03-03T10:00:00.000Z",
                     *         "updatedAt": "2026-03-04T08:10:00.000Z",
                     *         "version": 4
                     *       },
                     *       "seatsSwapped": 1,
                     *       "groupsManaged": 0,
                     *       "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa"
                     *     }
                     */
                    "application/json": {
                        user: components["schemas"]["User"];
                        replacement: components["schemas"]["User"];
                        seatsSwapped: number;
                        groupsManaged: number;
                        reassignmentId?: string;
                    } | {
                        user: {
                            id: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                        };
                        /** @description What the act would be refused with now; nothing stands against it when empty */
                        refusals: {
                            code: string;
                            detail: string;
                        }[];
                        sessionsEnded: number;
                        keysEnded: number;
                        invitationsVoided: number;
                        /** @description What would move, exactly; null for who may not read records */
                        records: components["schemas"]["ReassignmentPreview"] | null;
                        successor: {
                            id: string;
                            username: string;
                            firstName: string;
                            lastName: string;
                            isNew: boolean;
                        };
                        seats: {
                            swapped: number;
                            /** @description Of which the one replaced held a seat */
                            products: string[];
                            /** @description Of which the successor held one already: those come free */
                            freed: string[];
                        };
                        given: {
                            /** @description What was asked for */
                            copied: ("groups" | "offices" | "visibility" | "sharedItems")[];
                            groups: {
                                id: string;
                                name: string;
                            }[];
                            offices: {
                                id: string;
                                name: string;
                            }[];
                            /** @description Things that were given to, or taken from, the one replaced alone */
                            sharedItems: number;
                        };
                        directReports: {
                            count: number;
                            /** @description The first 500 */
                            people: string[];
                        };
                        groupsManaged: {
                            id: string;
                            name: string;
                        }[];
                        leftBehind: {
                            records: {
                                type: string;
                                field?: string;
                                count: number;
                            }[] | null;
                        };
                    };
                };
            };
        };
    };
    getReplacement: {
        parameters: {
            query?: {
                /** @description `pdf`: a document to be printed and kept */
                format?: "json" | "pdf";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "report": {
                     *         "id": "rpl_7d2f5g8h1j4k6l9z3x0cv",
                     *         "user": {
                     *           "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *           "username": "liam.osei@harbour-lane.example",
                     *           "firstName": "Liam",
                     *           "lastName": "Osei"
                     *         },
                     *         "successor": {
                     *           "id": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *           "username": "mei.tan@harbour-lane.example",
                     *           "firstName": "Mei",
                     *           "lastName": "Tan",
                     *           "isNew": true
                     *         },
                     *         "by": {
                     *           "type": "user",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "startedAt": "2026-06-30T15:00:00.000Z",
                     *         "finishedAt": "2026-06-30T15:00:02.140Z",
                     *         "state": "done",
                     *         "steps": [
                     *           {
                     *             "step": "access",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.010Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "seats",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.025Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "place",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:00.060Z",
                     *             "detail": null
                     *           },
                     *           {
                     *             "step": "records",
                     *             "state": "done",
                     *             "at": "2026-06-30T15:00:02.000Z",
                     *             "detail": null
                     *           }
                     *         ],
                     *         "sessionsEnded": 2,
                     *         "keysEnded": 1,
                     *         "invitationsVoided": 0,
                     *         "seats": {
                     *           "swapped": 1,
                     *           "products": [
                     *             "core"
                     *           ],
                     *           "freed": []
                     *         },
                     *         "given": {
                     *           "copied": [
                     *             "groups"
                     *           ],
                     *           "groups": [
                     *             {
                     *               "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *               "name": "Tax"
                     *             }
                     *           ],
                     *           "offices": [],
                     *           "sharedItems": 0
                     *         },
                     *         "directReports": {
                     *           "count": 1,
                     *           "people": [
                     *             "usr_5v1c8x3z7n2m6b9q4w0ka"
                     *           ]
                     *         },
                     *         "groupsManaged": [],
                     *         "records": {
                     *           "reassignmentId": "rea_6y2t8r4e1w9q5o3i7u0pa",
                     *           "moved": 128,
                     *           "byType": [
                     *             {
                     *               "type": "matter",
                     *               "to": "usr_5v1c8x3z7n2m6b9q4w0ka",
                     *               "count": 128
                     *             }
                     *           ]
                     *         },
                     *         "leftBehind": {
                     *           "directReports": 0,
                     *           "records": []
                     *         }
                     *       },
                     *       "hash": "9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c5b1f0c2d9e8a7b6c4d3e2f1a0b"
                     *     }
                     */
                    "application/json": {
                        report: {
                            id: string;
                            /** @description As they were called when they left */
                            user: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                            };
                            successor: {
                                id: string;
                                username: string;
                                firstName: string;
                                lastName: string;
                                isNew: boolean;
                            };
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** Format: date-time */
                            startedAt: string;
                            /** @description From then on the report stays as it is */
                            finishedAt: string | null;
                            /** @enum {string} */
                            state: "running" | "done";
                            steps: {
                                /**
                                 * @description `place`: groups, offices, reports and managed groups are the successor’s
                                 * @enum {string}
                                 */
                                step: "access" | "seats" | "place" | "records";
                                /** @enum {string} */
                                state: "waiting" | "running" | "done" | "skipped" | "failed";
                                /** @description When it was done, or failed */
                                at: string | null;
                                detail: string | null;
                            }[];
                            sessionsEnded: number | null;
                            /** @description API keys */
                            keysEnded: number | null;
                            invitationsVoided: number | null;
                            seats: {
                                swapped: number;
                                /** @description Of which the one replaced held a seat */
                                products: string[];
                                /** @description Of which the successor held one already: those come free */
                                freed: string[];
                            } | null;
                            given: {
                                /** @description What was asked for */
                                copied: ("groups" | "offices" | "visibility" | "sharedItems")[];
                                groups: {
                                    id: string;
                                    name: string;
                                }[];
                                offices: {
                                    id: string;
                                    name: string;
                                }[];
                                /** @description Things that were given to, or taken from, the one replaced alone */
                                sharedItems: number;
                            } | null;
                            /** @description People who reported to the one replaced and report to the successor */
                            directReports: {
                                count: number;
                                /** @description The first 500 */
                                people: string[];
                            } | null;
                            /** @description Groups whose manager the successor is from now on */
                            groupsManaged: {
                                id: string;
                                name: string;
                            }[] | null;
                            /** @description Null for who may not read records */
                            records: {
                                reassignmentId: string | null;
                                moved: number;
                                /** @description By type, field and receiver; the first 500 rows */
                                byType: {
                                    type: string;
                                    /** @description Which field, if it is not the owner */
                                    field?: string;
                                    to: string;
                                    count: number;
                                }[];
                            } | null;
                            /** @description Known at the end */
                            leftBehind: {
                                /** @description People who still report to the leaver */
                                directReports: number;
                                records: {
                                    type: string;
                                    field?: string;
                                    count: number;
                                }[] | null;
                            } | null;
                        };
                        /** @description Of the report when it is final: SHA-256, in hex, of its JSON with the fields in the order of their names and no blanks. The audit log has the same one. */
                        hash: string | null;
                    };
                    "application/pdf": string;
                };
            };
        };
    };
    requirePasswordChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, who must change the password */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": true,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 5
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, seen last first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ses_5t8y2u7i4o1p9a6s3d0fg",
                     *           "startedAt": "2026-03-10T07:58:00.000Z",
                     *           "lastSeenAt": "2026-03-12T16:41:00.000Z",
                     *           "endsAt": "2026-04-09T07:58:00.000Z",
                     *           "address": "192.0.2.17",
                     *           "client": "Firefox 132 on Linux",
                     *           "current": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description To the minute
                             */
                            lastSeenAt: string;
                            /**
                             * Format: date-time
                             * @description The latest moment it lives to if it is used on
                             */
                            endsAt: string;
                            /** @description The network address that signed in, or refreshed last */
                            address: string | null;
                            /** @description The program in words, as it says of itself: `Firefox 132 on Linux` */
                            client: string | null;
                            /** @description The session that asks */
                            current: boolean;
                        }[];
                    };
                };
            };
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions have ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endUserSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSharedWith: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                shared?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of what they have */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "item": {
                     *             "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *             "kind": "mailbox",
                     *             "externalId": "intake@harbour-lane.example",
                     *             "name": "Intake"
                     *           },
                     *           "shared": true,
                     *           "via": [
                     *             {
                     *               "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *               "name": "Office managers"
                     *             }
                     *           ],
                     *           "override": null
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            item: {
                                id: string;
                                kind: string;
                                /** @description What the system that registered it calls it; one of a kind has it */
                                externalId: string;
                                name: string;
                            };
                            /** @description Whether the person has it */
                            shared: boolean;
                            /** @description Their groups that have it */
                            via: {
                                id: string;
                                name: string;
                            }[];
                            /** @description What was decided for this person alone; null is what the groups say */
                            override: {
                                /** @enum {string} */
                                decision: "added" | "removed";
                                by: {
                                    /** @enum {string} */
                                    type: "user" | "billing" | "system";
                                    id: string;
                                    keyId?: string;
                                    /** @description The account of the actor, where it is another one */
                                    accountId?: string;
                                };
                                /** Format: date-time */
                                at: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "shared": true
                 *     }
                 */
                "application/json": {
                    shared: boolean;
                };
            };
        };
        responses: {
            /** @description Whether the person has it, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "item": {
                     *         "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *         "kind": "mailbox",
                     *         "externalId": "intake@harbour-lane.example",
                     *         "name": "Intake"
                     *       },
                     *       "shared": true,
                     *       "via": [],
                     *       "override": {
                     *         "decision": "added",
                     *         "by": {
                     *           "type": "user",
                     *           "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *         },
                     *         "at": "2026-03-12T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        item: {
                            id: string;
                            kind: string;
                            /** @description What the system that registered it calls it; one of a kind has it */
                            externalId: string;
                            name: string;
                        };
                        /** @description Whether the person has it */
                        shared: boolean;
                        /** @description Their groups that have it */
                        via: {
                            id: string;
                            name: string;
                        }[];
                        /** @description What was decided for this person alone; null is what the groups say */
                        override: {
                            /** @enum {string} */
                            decision: "added" | "removed";
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** Format: date-time */
                            at: string;
                        } | null;
                    };
                };
            };
        };
    };
    leaveToGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the person has it, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "item": {
                     *         "id": "shi_8k2m5n7q1w4e9r3t6y0ui",
                     *         "kind": "mailbox",
                     *         "externalId": "intake@harbour-lane.example",
                     *         "name": "Intake"
                     *       },
                     *       "shared": true,
                     *       "via": [
                     *         {
                     *           "id": "grp_9h3f6d1s8a4g7j2k5l0qw",
                     *           "name": "Office managers"
                     *         }
                     *       ],
                     *       "override": null
                     *     }
                     */
                    "application/json": {
                        item: {
                            id: string;
                            kind: string;
                            /** @description What the system that registered it calls it; one of a kind has it */
                            externalId: string;
                            name: string;
                        };
                        /** @description Whether the person has it */
                        shared: boolean;
                        /** @description Their groups that have it */
                        via: {
                            id: string;
                            name: string;
                        }[];
                        /** @description What was decided for this person alone; null is what the groups say */
                        override: {
                            /** @enum {string} */
                            decision: "added" | "removed";
                            by: {
                                /** @enum {string} */
                                type: "user" | "billing" | "system";
                                id: string;
                                keyId?: string;
                                /** @description The account of the actor, where it is another one */
                                accountId?: string;
                            };
                            /** Format: date-time */
                            at: string;
                        } | null;
                    };
                };
            };
        };
    };
    forgetSso: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next sign-in decides */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setTemporaryPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "first day at harbour lane"
                 *     }
                 */
                "application/json": {
                    /** @description Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow the alphabet or a keyboard, and those made of names of the person, the account or the product. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description The user, who must change the password */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": true,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 5
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    unbanUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, active again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *       "type": "standard",
                     *       "title": null,
                     *       "phones": {},
                     *       "address": {},
                     *       "offices": [
                     *         "Montréal"
                     *       ],
                     *       "officeIds": [
                     *         "ofc_4m8x2c6v1b9n3k7j5h0gf"
                     *       ],
                     *       "department": "Litigation",
                     *       "departmentId": "dep_7w3e9r1t5y2u8i4o6p0as",
                     *       "seniority": null,
                     *       "seniorityId": null,
                     *       "reportsTo": "usr_7f2m9q4x1k8w3z6b5n0vd",
                     *       "products": [
                     *         "core"
                     *       ],
                     *       "groups": [
                     *         "grp_9h3f6d1s8a4g7j2k5l0qw"
                     *       ],
                     *       "globalAdmin": false,
                     *       "visibility": "everyone",
                     *       "externalId": null,
                     *       "customFields": {},
                     *       "locale": "en",
                     *       "mustChangePassword": false,
                     *       "invitation": {
                     *         "id": "inv_2b7n5m1q9w4e8r3t6y0ui",
                     *         "state": "accepted",
                     *         "sentTo": "liam.osei@harbour-lane.example",
                     *         "createdAt": "2026-03-09T09:15:00.000Z",
                     *         "expiresAt": "2026-03-16T09:15:00.000Z",
                     *         "mail": {
                     *           "state": "sent",
                     *           "at": "2026-03-09T09:15:02.000Z"
                     *         }
                     *       },
                     *       "ban": null,
                     *       "waitingSince": null,
                     *       "lastActiveAt": "2026-03-10T07:58:00.000Z",
                     *       "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *       "username": "liam.osei@harbour-lane.example",
                     *       "userCode": "LOS",
                     *       "status": "active",
                     *       "firstName": "Liam",
                     *       "lastName": "Osei",
                     *       "email": "liam.osei@harbour-lane.example",
                     *       "createdAt": "2026-03-09T09:15:00.000Z",
                     *       "updatedAt": "2026-03-10T07:58:00.000Z",
                     *       "version": 6
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    startBulkJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "ban",
                 *       "reason": "Lost laptops",
                 *       "until": "2030-01-01T00:00:00Z",
                 *       "select": {
                 *         "filter": {
                 *           "office": "Montréal",
                 *           "status": "active"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @constant */
                    action: "deactivate";
                    reason?: string;
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "reactivate";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "ban";
                    reason: string;
                    /** Format: date-time */
                    until?: string;
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "unban";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "regroup";
                    /** @default [] */
                    add?: string[];
                    /** @default [] */
                    remove?: string[];
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "change-products";
                    /** @default [] */
                    add?: string[];
                    /** @default [] */
                    remove?: string[];
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "update";
                    changes: {
                        offices?: string[];
                        department?: string | null;
                        seniority?: string | null;
                        locale?: string;
                    };
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "resend-invitation";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "revoke-invitation";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "end-sessions";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                } | {
                    /** @constant */
                    action: "require-password-change";
                    select: {
                        /** @description Twice is once */
                        ids?: string[];
                        /** @description As of `GET /v1/users`; who matches is found once, when the job begins */
                        filter?: {
                            id?: string;
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                    };
                    /** @description Asks how many it would be; changes nothing */
                    preview?: boolean;
                };
            };
        };
        responses: {
            /** @description How many it would be; nothing has changed (`preview: true`) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 20
                     *     }
                     */
                    "application/json": {
                        /** @description How many it would be */
                        total: number;
                    };
                };
            };
            /** @description It is being done, to so many */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobId": "job_2w4e6r8t1y3u5i7o9p0as",
                     *       "total": 20
                     *     }
                     */
                    "application/json": {
                        jobId: string;
                        total: number;
                    };
                };
            };
        };
    };
    importUsers: {
        parameters: {
            query?: {
                whenNoSeat?: "fail" | "wait";
            };
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example Username,First name,Last name,Department,Locale
                 *     liam.osei@harbour-lane.example,Liam,Osei,Litigation,en
                 *     zoe.lavigne@harbour-lane.example,Zoé,Lavigne,Tax,fr
                 */
                "text/csv": string;
                "multipart/form-data": {
                    file?: string;
                };
            };
        };
        responses: {
            /** @description The rows are being worked on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "importId": "imp_8x4c1v7b3n6m2k9j5h0gf"
                     *     }
                     */
                    "application/json": {
                        importId: string;
                    };
                };
            };
        };
    };
    getUserImport: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "imp_8x4c1v7b3n6m2k9j5h0gf",
                     *       "state": "finished",
                     *       "detail": null,
                     *       "progress": {
                     *         "total": 2,
                     *         "done": 2,
                     *         "invited": 1,
                     *         "waitListed": 0,
                     *         "failed": 1
                     *       },
                     *       "createdAt": "2026-03-09T09:14:58.000Z",
                     *       "finishedAt": "2026-03-09T09:15:01.000Z",
                     *       "rows": {
                     *         "items": [
                     *           {
                     *             "line": 2,
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "outcome": "invited",
                     *             "userId": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "code": null,
                     *             "detail": null,
                     *             "errors": [],
                     *             "warnings": []
                     *           },
                     *           {
                     *             "line": 3,
                     *             "username": "noa.levi@harbour-lane.example",
                     *             "outcome": "failed",
                     *             "userId": null,
                     *             "code": "no-free-seat",
                     *             "detail": "All 10 seats of core are in use.",
                     *             "errors": [],
                     *             "warnings": []
                     *           }
                     *         ],
                     *         "nextCursor": null,
                     *         "total": 2
                     *       }
                     *     }
                     */
                    "application/json": {
                        id: string;
                        /**
                         * @description `stopped`: whoever began it may not invite any more; rows that were not handled by then have failed
                         * @enum {string}
                         */
                        state: "receiving" | "running" | "finished" | "aborted" | "stopped";
                        /**
                         * @description Why it was stopped
                         * @default null
                         */
                        detail: string | null;
                        progress: {
                            total: number;
                            done: number;
                            invited: number;
                            waitListed: number;
                            failed: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        rows: {
                            items: {
                                line: number;
                                username: string | null;
                                /** @enum {string} */
                                outcome: "waiting" | "invited" | "wait-listed" | "failed";
                                userId: string | null;
                                code: string | null;
                                detail: string | null;
                                errors: {
                                    path: string;
                                    message: string;
                                }[];
                                warnings: string[];
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "viw_3b6n9m2k5j8h1g4f7d0sa",
                     *           "name": "Idle for 60 days",
                     *           "shared": false,
                     *           "filter": {
                     *             "status": "active",
                     *             "idleDays": "60"
                     *           },
                     *           "sort": "lastActiveAt",
                     *           "columns": [
                     *             "lastName",
                     *             "department",
                     *             "lastActiveAt"
                     *           ],
                     *           "missing": [],
                     *           "createdAt": "2026-03-02T08:20:00.000Z",
                     *           "updatedAt": "2026-03-02T08:20:00.000Z",
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            /** @description Everybody in the account who may see users is offered it; else it is the caller’s own */
                            shared: boolean;
                            /** @description The filters of `GET /v1/users`, as they stand in its address; without any it is everybody */
                            filter: {
                                status?: string;
                                office?: string;
                                department?: string;
                                seniority?: string;
                                /** @description Ids of groups; `none` is who is in no group */
                                group?: string;
                                product?: string;
                                type?: string;
                                reportsTo?: string;
                                /** @description Who was not active for so many days, or never */
                                idleDays?: string;
                                /** @description Whose invitation is open and ends within so many days from now */
                                invitationEndsInDays?: string;
                                q?: string;
                            };
                            /** @description Null is the usual order */
                            sort: string | null;
                            /** @description Null leaves them to whoever looks */
                            columns: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                            /** @description What its filters name that was deleted: the view still opens, and nobody is found by that */
                            missing: {
                                /** @enum {string} */
                                filter: "group" | "office" | "department" | "seniority";
                                value: string;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Idle for 60 days",
                 *       "filter": {
                 *         "status": "active",
                 *         "idleDays": "60"
                 *       },
                 *       "sort": "lastActiveAt",
                 *       "columns": [
                 *         "lastName",
                 *         "department",
                 *         "lastActiveAt"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @default false */
                    shared?: boolean;
                    /**
                     * @description The filters of `GET /v1/users`, as they stand in its address; without any it is everybody
                     * @default {}
                     */
                    filter?: {
                        status?: string;
                        office?: string;
                        department?: string;
                        seniority?: string;
                        /** @description Ids of groups; `none` is who is in no group */
                        group?: string;
                        product?: string;
                        type?: string;
                        reportsTo?: string;
                        /** @description Who was not active for so many days, or never */
                        idleDays?: string;
                        /** @description Whose invitation is open and ends within so many days from now */
                        invitationEndsInDays?: string;
                        q?: string;
                    };
                    /**
                     * @description Null is the usual order
                     * @default null
                     */
                    sort?: string | null;
                    /**
                     * @description Null leaves them to whoever looks
                     * @default null
                     */
                    columns?: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                    after?: string | null;
                };
            };
        };
        responses: {
            /** @description The view */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "viw_3b6n9m2k5j8h1g4f7d0sa",
                     *       "name": "Idle for 60 days",
                     *       "shared": false,
                     *       "filter": {
                     *         "status": "active",
                     *         "idleDays": "60"
                     *       },
                     *       "sort": "lastActiveAt",
                     *       "columns": [
                     *         "lastName",
                     *         "department",
                     *         "lastActiveAt"
                     *       ],
                     *       "missing": [],
                     *       "createdAt": "2026-03-02T08:20:00.000Z",
                     *       "updatedAt": "2026-03-02T08:20:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        /** @description Everybody in the account who may see users is offered it; else it is the caller’s own */
                        shared: boolean;
                        /** @description The filters of `GET /v1/users`, as they stand in its address; without any it is everybody */
                        filter: {
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                        /** @description Null is the usual order */
                        sort: string | null;
                        /** @description Null leaves them to whoever looks */
                        columns: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                        /** @description What its filters name that was deleted: the view still opens, and nobody is found by that */
                        missing: {
                            /** @enum {string} */
                            filter: "group" | "office" | "department" | "seniority";
                            value: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    getView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "viw_3b6n9m2k5j8h1g4f7d0sa",
                     *       "name": "Idle for 60 days",
                     *       "shared": false,
                     *       "filter": {
                     *         "status": "active",
                     *         "idleDays": "60"
                     *       },
                     *       "sort": "lastActiveAt",
                     *       "columns": [
                     *         "lastName",
                     *         "department",
                     *         "lastActiveAt"
                     *       ],
                     *       "missing": [],
                     *       "createdAt": "2026-03-02T08:20:00.000Z",
                     *       "updatedAt": "2026-03-02T08:20:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        /** @description Everybody in the account who may see users is offered it; else it is the caller’s own */
                        shared: boolean;
                        /** @description The filters of `GET /v1/users`, as they stand in its address; without any it is everybody */
                        filter: {
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                        /** @description Null is the usual order */
                        sort: string | null;
                        /** @description Null leaves them to whoever looks */
                        columns: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                        /** @description What its filters name that was deleted: the view still opens, and nobody is found by that */
                        missing: {
                            /** @enum {string} */
                            filter: "group" | "office" | "department" | "seniority";
                            value: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Idle for a quarter",
                 *       "filter": {
                 *         "status": "active",
                 *         "idleDays": "90"
                 *       }
                 *     }
                 */
                "application/json": {
                    name?: string;
                    /** @description All filters: what is not in it is taken out */
                    filter?: {
                        status?: string;
                        office?: string;
                        department?: string;
                        seniority?: string;
                        /** @description Ids of groups; `none` is who is in no group */
                        group?: string;
                        product?: string;
                        type?: string;
                        reportsTo?: string;
                        /** @description Who was not active for so many days, or never */
                        idleDays?: string;
                        /** @description Whose invitation is open and ends within so many days from now */
                        invitationEndsInDays?: string;
                        q?: string;
                    };
                    /** @description Null is the usual order */
                    sort?: string | null;
                    /** @description Null leaves them to whoever looks */
                    columns?: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                    after?: string | null;
                };
            };
        };
        responses: {
            /** @description The view */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "viw_3b6n9m2k5j8h1g4f7d0sa",
                     *       "name": "Idle for a quarter",
                     *       "shared": false,
                     *       "filter": {
                     *         "status": "active",
                     *         "idleDays": "90"
                     *       },
                     *       "sort": "lastActiveAt",
                     *       "columns": [
                     *         "lastName",
                     *         "department",
                     *         "lastActiveAt"
                     *       ],
                     *       "missing": [],
                     *       "createdAt": "2026-03-02T08:20:00.000Z",
                     *       "updatedAt": "2026-03-02T08:20:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        name: string;
                        /** @description Everybody in the account who may see users is offered it; else it is the caller’s own */
                        shared: boolean;
                        /** @description The filters of `GET /v1/users`, as they stand in its address; without any it is everybody */
                        filter: {
                            status?: string;
                            office?: string;
                            department?: string;
                            seniority?: string;
                            /** @description Ids of groups; `none` is who is in no group */
                            group?: string;
                            product?: string;
                            type?: string;
                            reportsTo?: string;
                            /** @description Who was not active for so many days, or never */
                            idleDays?: string;
                            /** @description Whose invitation is open and ends within so many days from now */
                            invitationEndsInDays?: string;
                            q?: string;
                        };
                        /** @description Null is the usual order */
                        sort: string | null;
                        /** @description Null leaves them to whoever looks */
                        columns: ("lastName" | "firstName" | "username" | "status" | "office" | "department" | "seniority" | "title" | "groups" | "products" | "userCode" | "lastActiveAt" | "createdAt")[] | null;
                        /** @description What its filters name that was deleted: the view still opens, and nobody is found by that */
                        missing: {
                            /** @enum {string} */
                            filter: "group" | "office" | "department" | "seniority";
                            value: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *           "url": "https://hooks.harbour-lane.example/seatkeeper",
                     *           "description": "Door system",
                     *           "events": [
                     *             "identity.user.banned",
                     *             "identity.user.deactivated"
                     *           ],
                     *           "state": "enabled",
                     *           "disabled": null,
                     *           "failingSince": null,
                     *           "secrets": [
                     *             {
                     *               "createdAt": "2026-03-09T10:00:00.000Z",
                     *               "expiresAt": null
                     *             }
                     *           ],
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "updatedAt": "2026-03-09T10:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            url: string;
                            description: string | null;
                            events: string[] | null;
                            /** @enum {string} */
                            state: "enabled" | "disabled";
                            disabled: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description `gone`: it answered 410; `failing`: for days nothing arrived
                                 * @enum {string}
                                 */
                                reason: "wanted" | "gone" | "failing";
                            } | null;
                            /** @description The first failure since the last that arrived */
                            failingSince: string | null;
                            /** @description What signs now, the newest first; the secrets themselves are shown once */
                            secrets: {
                                /** Format: date-time */
                                createdAt: string;
                                expiresAt: string | null;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.harbour-lane.example/seatkeeper",
                 *       "description": "Door system",
                 *       "events": [
                 *         "identity.user.banned",
                 *         "identity.user.deactivated"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description Where events are sent by POST; https
                     */
                    url: string;
                    /** @default null */
                    description?: string | null;
                    /**
                     * @description Which events are sent; null: all, also those that there will be one day
                     * @default null
                     */
                    events?: ("identity.account.updated" | "identity.user.invited" | "identity.user.wait-listed" | "identity.user.activated" | "identity.user.updated" | "identity.user.banned" | "identity.user.unbanned" | "identity.user.deactivated" | "identity.user.reactivated" | "identity.user.seat-suspended" | "identity.user.seat-resumed" | "identity.user.replaced" | "identity.user.invitation-revoked" | "identity.user.invitation-expired" | "identity.import.finished" | "identity.group.created" | "identity.group.updated" | "identity.group.deleted" | "identity.office.created" | "identity.office.updated" | "identity.office.deleted" | "identity.department.created" | "identity.department.updated" | "identity.department.deleted" | "identity.seniority.created" | "identity.seniority.updated" | "identity.seniority.deleted" | "identity.shared-item.registered" | "identity.shared-item.updated" | "identity.shared-item.removed" | "identity.sharing.decided" | "identity.api-key.created" | "identity.api-key.revoked" | "licensing.seats.purchased" | "licensing.purchase.corrected" | "licensing.seat.claimed" | "licensing.seat.freed" | "licensing.seat.swapped" | "licensing.seats.low" | "licensing.seats.exhausted" | "licensing.seats.over-allocated" | "licensing.seats.overage-taken" | "licensing.seats.overage-settled" | "licensing.seats.over-allocation-ended" | "licensing.seats.reduced" | "licensing.reduction.booked" | "licensing.reduction.cancelled" | "licensing.reduction.due" | "licensing.renewal.chosen" | "licensing.renewal.coming" | "licensing.renewal.ordered" | "licensing.subscription.ended" | "licensing.claims.frozen" | "licensing.claims.released" | "licensing.invoice.issued" | "licensing.invoice.overdue" | "licensing.invoice.payment-noted" | "licensing.order.checked-out" | "licensing.order.approved" | "licensing.order.paid" | "licensing.order.payment-failed" | "licensing.order.refunded" | "licensing.order.disputed" | "licensing.order.completed" | "licensing.subscriptions.changed" | "reassignment.run.started" | "reassignment.run.paused" | "reassignment.run.resumed" | "reassignment.run.finished" | "reassignment.run.failed" | "reassignment.run.cancelled")[] | null;
                };
            };
        };
        responses: {
            /** @description The endpoint and its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "url": "https://hooks.harbour-lane.example/seatkeeper",
                     *       "description": "Door system",
                     *       "events": [
                     *         "identity.user.banned",
                     *         "identity.user.deactivated"
                     *       ],
                     *       "state": "enabled",
                     *       "disabled": null,
                     *       "failingSince": null,
                     *       "secrets": [
                     *         {
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "expiresAt": null
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 1,
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
                     *     }
                     */
                    "application/json": {
                        id: string;
                        url: string;
                        description: string | null;
                        events: string[] | null;
                        /** @enum {string} */
                        state: "enabled" | "disabled";
                        disabled: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `gone`: it answered 410; `failing`: for days nothing arrived
                             * @enum {string}
                             */
                            reason: "wanted" | "gone" | "failing";
                        } | null;
                        /** @description The first failure since the last that arrived */
                        failingSince: string | null;
                        /** @description What signs now, the newest first; the secrets themselves are shown once */
                        secrets: {
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                        /** @description Shown this once. `whsec_` and 32 bytes in base64: what libraries for Standard Webhooks take */
                        secret: string;
                    };
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "url": "https://hooks.harbour-lane.example/seatkeeper",
                     *       "description": "Door system",
                     *       "events": [
                     *         "identity.user.banned",
                     *         "identity.user.deactivated"
                     *       ],
                     *       "state": "enabled",
                     *       "disabled": null,
                     *       "failingSince": null,
                     *       "secrets": [
                     *         {
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "expiresAt": null
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": {
                        id: string;
                        url: string;
                        description: string | null;
                        events: string[] | null;
                        /** @enum {string} */
                        state: "enabled" | "disabled";
                        disabled: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `gone`: it answered 410; `failing`: for days nothing arrived
                             * @enum {string}
                             */
                            reason: "wanted" | "gone" | "failing";
                        } | null;
                        /** @description The first failure since the last that arrived */
                        failingSince: string | null;
                        /** @description What signs now, the newest first; the secrets themselves are shown once */
                        secrets: {
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version the change is meant for */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "enabled"
                 *     }
                 */
                "application/json": {
                    /** Format: uri */
                    url?: string;
                    description?: string | null;
                    /** @description Which events are sent; null: all, also those that there will be one day */
                    events?: ("identity.account.updated" | "identity.user.invited" | "identity.user.wait-listed" | "identity.user.activated" | "identity.user.updated" | "identity.user.banned" | "identity.user.unbanned" | "identity.user.deactivated" | "identity.user.reactivated" | "identity.user.seat-suspended" | "identity.user.seat-resumed" | "identity.user.replaced" | "identity.user.invitation-revoked" | "identity.user.invitation-expired" | "identity.import.finished" | "identity.group.created" | "identity.group.updated" | "identity.group.deleted" | "identity.office.created" | "identity.office.updated" | "identity.office.deleted" | "identity.department.created" | "identity.department.updated" | "identity.department.deleted" | "identity.seniority.created" | "identity.seniority.updated" | "identity.seniority.deleted" | "identity.shared-item.registered" | "identity.shared-item.updated" | "identity.shared-item.removed" | "identity.sharing.decided" | "identity.api-key.created" | "identity.api-key.revoked" | "licensing.seats.purchased" | "licensing.purchase.corrected" | "licensing.seat.claimed" | "licensing.seat.freed" | "licensing.seat.swapped" | "licensing.seats.low" | "licensing.seats.exhausted" | "licensing.seats.over-allocated" | "licensing.seats.overage-taken" | "licensing.seats.overage-settled" | "licensing.seats.over-allocation-ended" | "licensing.seats.reduced" | "licensing.reduction.booked" | "licensing.reduction.cancelled" | "licensing.reduction.due" | "licensing.renewal.chosen" | "licensing.renewal.coming" | "licensing.renewal.ordered" | "licensing.subscription.ended" | "licensing.claims.frozen" | "licensing.claims.released" | "licensing.invoice.issued" | "licensing.invoice.overdue" | "licensing.invoice.payment-noted" | "licensing.order.checked-out" | "licensing.order.approved" | "licensing.order.paid" | "licensing.order.payment-failed" | "licensing.order.refunded" | "licensing.order.disputed" | "licensing.order.completed" | "licensing.subscriptions.changed" | "reassignment.run.started" | "reassignment.run.paused" | "reassignment.run.resumed" | "reassignment.run.finished" | "reassignment.run.failed" | "reassignment.run.cancelled")[] | null;
                    /**
                     * @description Enabled again, it gets what happens from then on; what was missed can be sent again
                     * @enum {string}
                     */
                    state?: "enabled" | "disabled";
                };
            };
        };
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "url": "https://hooks.harbour-lane.example/seatkeeper",
                     *       "description": "Door system",
                     *       "events": [
                     *         "identity.user.banned",
                     *         "identity.user.deactivated"
                     *       ],
                     *       "state": "enabled",
                     *       "disabled": null,
                     *       "failingSince": null,
                     *       "secrets": [
                     *         {
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "expiresAt": null
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-03-09T10:00:00.000Z",
                     *       "version": 2
                     *     }
                     */
                    "application/json": {
                        id: string;
                        url: string;
                        description: string | null;
                        events: string[] | null;
                        /** @enum {string} */
                        state: "enabled" | "disabled";
                        disabled: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `gone`: it answered 410; `failing`: for days nothing arrived
                             * @enum {string}
                             */
                            reason: "wanted" | "gone" | "failing";
                        } | null;
                        /** @description The first failure since the last that arrived */
                        failingSince: string | null;
                        /** @description What signs now, the newest first; the secrets themselves are shown once */
                        secrets: {
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                    };
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Items of a page; 50 if left out */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it */
                count?: "exact";
                /** @description Any of queued, sending, sent, failed, cancelled, with commas between them */
                state?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "whd_6g1h8j3k5l9q2w4e7r0ty",
                     *           "endpointId": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *           "type": "identity.user.banned",
                     *           "messageId": "msg_3k8j2h7g5f1d9s4a6p0oiu5yt",
                     *           "state": "queued",
                     *           "attempts": 1,
                     *           "lastAttempt": {
                     *             "at": "2026-03-12T16:41:01.000Z",
                     *             "outcome": "refused",
                     *             "status": 500,
                     *             "ms": 212,
                     *             "answer": "We are down."
                     *           },
                     *           "nextAttemptAt": "2026-03-12T16:41:06.000Z",
                     *           "createdAt": "2026-03-12T16:41:00.000Z",
                     *           "finishedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 1
                     *     }
                     */
                    "application/json": {
                        items: {
                            id: string;
                            endpointId: string;
                            type: string;
                            /** @description `webhook-id`: the same at every attempt, and for every endpoint */
                            messageId: string;
                            /**
                             * @description `cancelled`: the endpoint was disabled or deleted when its turn came
                             * @enum {string}
                             */
                            state: "queued" | "sending" | "sent" | "failed" | "cancelled";
                            /** @description Attempts begun so far */
                            attempts: number;
                            /** @description The last that came to an end */
                            lastAttempt: {
                                /** Format: date-time */
                                at: string;
                                /**
                                 * @description `refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: the address is not one of the public internet
                                 * @enum {string}
                                 */
                                outcome: "sent" | "refused" | "gone" | "unreachable" | "blocked";
                                /** @description The status of the answer, if there was one */
                                status: number | null;
                                /** @description Milliseconds from the first step to the answer */
                                ms: number;
                                /** @description The first bytes of the answer, or why there was none */
                                answer: string;
                            } | null;
                            /** @description When it is tried next; null for one that is not waiting */
                            nextAttemptAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                        nextCursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_6g1h8j3k5l9q2w4e7r0ty",
                     *       "endpointId": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "type": "identity.user.banned",
                     *       "messageId": "msg_3k8j2h7g5f1d9s4a6p0oiu5yt",
                     *       "state": "queued",
                     *       "attempts": 1,
                     *       "lastAttempt": {
                     *         "at": "2026-03-12T16:41:01.000Z",
                     *         "outcome": "refused",
                     *         "status": 500,
                     *         "ms": 212,
                     *         "answer": "We are down."
                     *       },
                     *       "nextAttemptAt": "2026-03-12T16:41:06.000Z",
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": null,
                     *       "payload": {
                     *         "type": "identity.user.banned",
                     *         "timestamp": "2026-03-12T16:40:59.000Z",
                     *         "data": {
                     *           "accountId": "acc_3kq9z7w1m5x8b2n4v6c0d",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "usr_7f2m9q4x1k8w3z6b5n0vd"
                     *           },
                     *           "user": {
                     *             "id": "usr_1d8s4h7j2k5l9q3w6e0rt",
                     *             "username": "liam.osei@harbour-lane.example",
                     *             "status": "banned"
                     *           },
                     *           "changes": [
                     *             {
                     *               "field": "status"
                     *             }
                     *           ]
                     *         }
                     *       },
                     *       "answers": [
                     *         {
                     *           "at": "2026-03-12T16:41:01.000Z",
                     *           "outcome": "refused",
                     *           "status": 500,
                     *           "ms": 212,
                     *           "answer": "We are down."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        id: string;
                        endpointId: string;
                        type: string;
                        /** @description `webhook-id`: the same at every attempt, and for every endpoint */
                        messageId: string;
                        /**
                         * @description `cancelled`: the endpoint was disabled or deleted when its turn came
                         * @enum {string}
                         */
                        state: "queued" | "sending" | "sent" | "failed" | "cancelled";
                        /** @description Attempts begun so far */
                        attempts: number;
                        /** @description The last that came to an end */
                        lastAttempt: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: the address is not one of the public internet
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "gone" | "unreachable" | "blocked";
                            /** @description The status of the answer, if there was one */
                            status: number | null;
                            /** @description Milliseconds from the first step to the answer */
                            ms: number;
                            /** @description The first bytes of the answer, or why there was none */
                            answer: string;
                        } | null;
                        /** @description When it is tried next; null for one that is not waiting */
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        payload: {
                            type: string;
                            /** Format: date-time */
                            timestamp: string;
                            data: {
                                [key: string]: unknown;
                            };
                        };
                        /** @description The newest twenty attempts, the oldest of them first */
                        answers: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: the address is not one of the public internet
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "gone" | "unreachable" | "blocked";
                            /** @description The status of the answer, if there was one */
                            status: number | null;
                            /** @description Milliseconds from the first step to the answer */
                            ms: number;
                            /** @description The first bytes of the answer, or why there was none */
                            answer: string;
                        }[];
                    };
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, which waits for its turn */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_6g1h8j3k5l9q2w4e7r0ty",
                     *       "endpointId": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "type": "identity.user.banned",
                     *       "messageId": "msg_3k8j2h7g5f1d9s4a6p0oiu5yt",
                     *       "state": "queued",
                     *       "attempts": 1,
                     *       "lastAttempt": {
                     *         "at": "2026-03-12T16:41:01.000Z",
                     *         "outcome": "refused",
                     *         "status": 500,
                     *         "ms": 212,
                     *         "answer": "We are down."
                     *       },
                     *       "nextAttemptAt": "2026-03-12T17:00:04.000Z",
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": {
                        id: string;
                        endpointId: string;
                        type: string;
                        /** @description `webhook-id`: the same at every attempt, and for every endpoint */
                        messageId: string;
                        /**
                         * @description `cancelled`: the endpoint was disabled or deleted when its turn came
                         * @enum {string}
                         */
                        state: "queued" | "sending" | "sent" | "failed" | "cancelled";
                        /** @description Attempts begun so far */
                        attempts: number;
                        /** @description The last that came to an end */
                        lastAttempt: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: the address is not one of the public internet
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "gone" | "unreachable" | "blocked";
                            /** @description The status of the answer, if there was one */
                            status: number | null;
                            /** @description Milliseconds from the first step to the answer */
                            ms: number;
                            /** @description The first bytes of the answer, or why there was none */
                            answer: string;
                        } | null;
                        /** @description When it is tried next; null for one that is not waiting */
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint and its secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "url": "https://hooks.harbour-lane.example/seatkeeper",
                     *       "description": "Door system",
                     *       "events": [
                     *         "identity.user.banned",
                     *         "identity.user.deactivated"
                     *       ],
                     *       "state": "enabled",
                     *       "disabled": null,
                     *       "failingSince": null,
                     *       "secrets": [
                     *         {
                     *           "createdAt": "2026-04-01T08:00:00.000Z",
                     *           "expiresAt": null
                     *         },
                     *         {
                     *           "createdAt": "2026-03-09T10:00:00.000Z",
                     *           "expiresAt": "2026-04-02T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "createdAt": "2026-03-09T10:00:00.000Z",
                     *       "updatedAt": "2026-04-01T08:00:00.000Z",
                     *       "version": 2,
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
                     *     }
                     */
                    "application/json": {
                        id: string;
                        url: string;
                        description: string | null;
                        events: string[] | null;
                        /** @enum {string} */
                        state: "enabled" | "disabled";
                        disabled: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `gone`: it answered 410; `failing`: for days nothing arrived
                             * @enum {string}
                             */
                            reason: "wanted" | "gone" | "failing";
                        } | null;
                        /** @description The first failure since the last that arrived */
                        failingSince: string | null;
                        /** @description What signs now, the newest first; the secrets themselves are shown once */
                        secrets: {
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        version: number;
                        /** @description Shown this once. `whsec_` and 32 bytes in base64: what libraries for Standard Webhooks take */
                        secret: string;
                    };
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, which waits for its turn */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_6g1h8j3k5l9q2w4e7r0ty",
                     *       "endpointId": "whe_2v8n4b6m1k9j3h7g5f0ds",
                     *       "type": "notifications.webhook-endpoint.tested",
                     *       "messageId": "msg_3k8j2h7g5f1d9s4a6p0oiu5yt",
                     *       "state": "queued",
                     *       "attempts": 0,
                     *       "lastAttempt": null,
                     *       "nextAttemptAt": "2026-03-12T16:41:04.000Z",
                     *       "createdAt": "2026-03-12T16:41:00.000Z",
                     *       "finishedAt": null
                     *     }
                     */
                    "application/json": {
                        id: string;
                        endpointId: string;
                        type: string;
                        /** @description `webhook-id`: the same at every attempt, and for every endpoint */
                        messageId: string;
                        /**
                         * @description `cancelled`: the endpoint was disabled or deleted when its turn came
                         * @enum {string}
                         */
                        state: "queued" | "sending" | "sent" | "failed" | "cancelled";
                        /** @description Attempts begun so far */
                        attempts: number;
                        /** @description The last that came to an end */
                        lastAttempt: {
                            /** Format: date-time */
                            at: string;
                            /**
                             * @description `refused`: the status was not 2xx, redirects among them; `gone`: 410; `unreachable`: no answer in time; `blocked`: the address is not one of the public internet
                             * @enum {string}
                             */
                            outcome: "sent" | "refused" | "gone" | "unreachable" | "blocked";
                            /** @description The status of the answer, if there was one */
                            status: number | null;
                            /** @description Milliseconds from the first step to the answer */
                            ms: number;
                            /** @description The first bytes of the answer, or why there was none */
                            answer: string;
                        } | null;
                        /** @description When it is tried next; null for one that is not waiting */
                        nextAttemptAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                    };
                };
            };
        };
    };
    takePaymentReport: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the message */
                "webhook-id": string;
                /** @description When it is sent, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` and base64 of the HMAC-SHA256 of id, timestamp and body, with dots between; several with blanks */
                "webhook-signature": string;
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                provider: "stripe";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "evt_1R0000000000000000000000",
                 *       "type": "checkout.session.completed",
                 *       "data": {
                 *         "object": {
                 *           "id": "cs_test_a1",
                 *           "object": "checkout.session",
                 *           "metadata": {
                 *             "orderId": "ord_0000000000000000000000000"
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    id: string;
                    type: string;
                    data: {
                        object: {
                            id?: string;
                            object?: string;
                            client_reference_id?: string | null;
                            metadata?: {
                                orderId?: string;
                            } | null;
                            payment_intent?: (string | {
                                id: string;
                            }) | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description It was looked at */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "known": true
                     *     }
                     */
                    "application/json": {
                        /** @description Whether it is about an order of Seatkeeper */
                        known: boolean;
                    };
                };
            };
        };
    };
    takeMailReports: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the message */
                "webhook-id": string;
                /** @description When it is sent, in seconds since 1970 */
                "webhook-timestamp": string;
                /** @description `v1,` and base64 of the HMAC-SHA256 of id, timestamp and body, with dots between; several with blanks */
                "webhook-signature": string;
                /** @description The same key and body give the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reports": [
                 *         {
                 *           "messageId": "<dlv_0000000000000000000000000@seatkeeper.example>",
                 *           "kind": "hard-bounce",
                 *           "words": "550 5.1.1 No such user here",
                 *           "at": "2026-06-30T08:00:05Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    reports: ({
                        /** @description The Message-ID of the mail, with or without its brackets */
                        messageId: string;
                        /**
                         * @description `hard-bounce`: it came back, there is no such mailbox; `soft-bounce`: it came back for another reason, such as a full mailbox; `complaint`: its reader called it unwanted
                         * @enum {string}
                         */
                        kind: "hard-bounce" | "soft-bounce" | "complaint";
                        /** @description What the mail server of the recipient said */
                        words?: string;
                        /**
                         * Format: date-time
                         * @description When it said so; left out, now
                         */
                        at?: string;
                    } | {
                        /** @description The whole mail that came back, with its headers: a delivery status notification (RFC 3464) or a feedback report (RFC 5965) */
                        returned: string;
                    })[];
                };
            };
        };
        responses: {
            /** @description How many reports were about mails that are known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "noted": 1,
                     *       "ignored": 0
                     *     }
                     */
                    "application/json": {
                        /** @description Reports about mails that are known, also those that were known already */
                        noted: number;
                        /** @description Reports about no mail that is known, or that say of none that it came back or was complained of */
                        ignored: number;
                    };
                };
            };
        };
    };
}
