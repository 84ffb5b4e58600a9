import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'react-aria-components';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { useFieldErrors } from '../../design/use-field-errors.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Note } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { LANGUAGE_NAMES } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { customFieldsQuery } from '../people/people-queries.js';
import { EarlierWordings } from './earlier-wordings.js';
import { LeaveGuard } from './leave-guard.js';
import { MailPreview } from './mail-preview.js';
import { ResetWording } from './reset-wording.js';
import { TaggedFields } from './tagged-fields.js';
import { TestWording } from './test-wording.js';
import { saveWording, type Template, templateQuery, type Wording, WORDINGS } from './wording-queries.js';
import { wrongTags } from './wording-tags.js';

const wordsOf = ({ subject, body }: Wording): Wording => ({ subject, body });

/** The words of one mail in one language: written, seen as they would arrive, saved; and those of before. */
export function WordingEditor({ template }: { readonly template: Template }) {
  const say = useSay();
  const may = useMay();
  const queries = useQueryClient();
  const { kind, locale, fixed, tags } = template;
  const look = () => queries.fetchQuery({ ...templateQuery(template), staleTime: 0 });
  const form = useDraft({
    item: template,
    read: wordsOf,
    save: async (base, changes) => {
      await saveWording(base, base.version, { ...wordsOf(base), ...changes });
      return look();
    },
    look,
    onSaved: () => toast.say({ tone: 'good', text: say('wordings.saved') }),
    onSettled: () => void queries.invalidateQueries({ queryKey: WORDINGS }),
  });
  const { base, draft, call } = form;
  const { data: fields } = useQuery({ ...customFieldsQuery, enabled: may('users.read') });
  const custom = fields && fields.items.length > 0 ? fields.items.map(({ key }) => key) : null;
  const names = tags.map(({ name }) => name);
  const wrong = {
    subject: fixed ? [] : wrongTags(draft.subject, names, custom),
    body: fixed ? [] : wrongTags(draft.body, names, custom),
  };
  const count = wrong.subject.length + wrong.body.length;
  const fieldErrors = useFieldErrors(call.error);
  const isTold = form.isOvertaken || Object.keys(fieldErrors).length > 0;
  return (
    <section className="card stack" aria-labelledby="wording">
      <div className="card-head">
        <h2 id="wording">
          {say(`person.mail.kind.${kind}`)} · <span lang={locale}>{LANGUAGE_NAMES[locale]}</span>
        </h2>
        {base.changed && <Badge tone="info">{say('wordings.changed')}</Badge>}
      </div>
      {fixed && (
        <Note tone="info">
          <p>{say('wordings.fixed.one')}</p>
        </Note>
      )}
      <div className="wording-pair">
        <Form
          className="stack"
          aria-label={say('wordings.words')}
          validationErrors={fieldErrors}
          onSubmit={(event) => {
            event.preventDefault();
            if (form.isChanged && count === 0) call.mutate();
          }}
        >
          <TaggedFields
            draft={draft}
            tags={tags}
            custom={custom ?? []}
            wrong={wrong}
            locale={locale}
            isFixed={fixed}
            onChange={form.set}
          />
          {form.isOvertaken && (
            <OvertakenNote
              theirs={form.theirs.map((field) => ({
                name: say(`wordings.${field}`),
                value: <span className="wording-theirs">{wordsOf(base)[field]}</span>,
              }))}
            />
          )}
          {call.error != null && !isTold && <ProblemNote error={call.error} />}
          {!fixed && (
            <div className="row form-foot">
              {base.changed && <ResetWording template={base} onReset={form.undo} />}
              {form.isChanged && <Button onPress={form.undo}>{say('wordings.undo')}</Button>}
              <Button
                type="submit"
                look="main"
                isPending={call.isPending}
                refusal={
                  count > 0 ? say('wordings.wrong', { count }) : form.isChanged ? null : say('wordings.same')
                }
              >
                {say(form.isOvertaken ? 'shell.applyAgain' : 'shell.save')}
              </Button>
            </div>
          )}
        </Form>
        {!fixed && (
          <div className="stack">
            <MailPreview which={{ kind, locale }} wording={draft} isWrong={count > 0} />
            <TestWording
              which={{ kind, locale }}
              wording={wordsOf(draft)}
              refusal={count > 0 ? say('wordings.wrong', { count }) : null}
            />
          </div>
        )}
      </div>
      {base.earlier.length > 0 && (
        <EarlierWordings
          earlier={base.earlier}
          locale={locale}
          onTake={(words) => form.set(wordsOf(words))}
        />
      )}
      <LeaveGuard isChanged={form.isChanged} />
    </section>
  );
}
