import type { Body } from '@seatkeeper/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { useMe } from '../../api/me.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField, type TextFieldProps } from '../../design/fields.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { CHANGED } from './affiliate-queries.js';

type New = Body<'/v1/account/affiliates', 'post'>;

const NOTHING = { name: '', slug: '', username: '', firstName: '', lastName: '', password: '' };
type Draft = typeof NOTHING;

/** An account right below the own one, with somebody who administers it from the first day. */
export function NewAffiliate({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { locale, timeZone } = useMe().account;
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const open = useMutation({
    mutationFn: ({ name, slug, password, ...admin }: Draft) => {
      const { username, firstName, lastName } = admin;
      const body: New = {
        ...{ name: name.trim(), slug: slug.trim(), locale, timeZone },
        admin: {
          username: username.trim(),
          firstName: firstName.trim(),
          lastName: lastName.trim(),
          password,
        },
      };
      return api.post('/v1/account/affiliates', { body });
    },
    onSuccess: ({ account: { name } }) => {
      toast.say({ tone: 'good', text: say('organisation.affiliate.opened', { name }) });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of CHANGED) void queries.invalidateQueries({ queryKey });
    },
  });
  const field = (name: keyof Draft): Pick<TextFieldProps, 'value' | 'onChange' | 'isRequired'> => ({
    value: draft[name],
    onChange: (value) => setDraft({ ...draft, [name]: value }),
    isRequired: true,
  });
  return (
    <Dialog title={say('organisation.affiliate.new')} isOpen onClose={onClose}>
      <SaveForm
        go={say('organisation.affiliate.open')}
        call={open}
        onSave={() => open.mutate(draft)}
        onCancel={onClose}
      >
        <TextField
          name="name"
          label={say('organisation.name')}
          {...field('name')}
          maxLength={100}
          autoFocus
        />
        <TextField
          name="slug"
          label={say('organisation.affiliate.slug')}
          hint={say('organisation.affiliate.slug.hint')}
          {...field('slug')}
          maxLength={40}
          mono
        />
        <h3>{say('organisation.affiliate.admin')}</h3>
        <p className="soft small">{say('organisation.affiliate.admin.text')}</p>
        <TextField
          name="admin.firstName"
          label={say('organisation.affiliate.firstName')}
          {...field('firstName')}
        />
        <TextField
          name="admin.lastName"
          label={say('organisation.affiliate.lastName')}
          {...field('lastName')}
        />
        <TextField
          name="admin.username"
          type="email"
          label={say('organisation.affiliate.username')}
          {...field('username')}
        />
        <TextField
          name="admin.password"
          type="password"
          autoComplete="new-password"
          label={say('organisation.affiliate.password')}
          hint={say('organisation.affiliate.password.hint')}
          {...field('password')}
        />
      </SaveForm>
    </Dialog>
  );
}
