import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { Menu, MenuItem } from '../../design/menus.js';
import { useSay } from '../../words/words.js';
import type { Template, Wording } from './wording-queries.js';
import { withTag, type WrongTag } from './wording-tags.js';

type Field = keyof Wording;
type Written = HTMLInputElement | HTMLTextAreaElement;
/** As the API takes them. */
const MOST = { subject: 200, body: 8_000 } as const;
const FIELDS = ['subject', 'body'] as const;

interface Props {
  readonly draft: Wording;
  readonly tags: Template['tags'];
  readonly custom: readonly string[];
  readonly wrong: Readonly<Record<Field, readonly WrongTag[]>>;
  readonly locale: Template['locale'];
  readonly isFixed: boolean;
  readonly onChange: (change: Partial<Wording>) => void;
}

/** Subject and text, with what can be put into them, and what stands there that means nothing. */
export function TaggedFields({ draft, tags, custom, wrong, locale, isFixed, onChange }: Props) {
  const say = useSay();
  const root = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Field>('body');
  const cursor = useRef<{ readonly field: Field; readonly at: number } | null>(null);
  const written = (field: Field) => root.current?.querySelector<Written>(`[name="${field}"]`) ?? null;
  useLayoutEffect(() => {
    // Put by the page, and not by who types: the browser would leave the cursor at the end.
    const { current } = cursor;
    cursor.current = null;
    if (current) written(current.field)?.setSelectionRange(current.at, current.at);
  });
  const put = (field: Field, tag: string, at: { readonly from: number; readonly to: number }) => {
    const next = withTag(draft[field], tag, at);
    cursor.current = { field, at: next.cursor };
    onChange({ [field]: next.text });
  };
  const insert = (tag: string) => {
    const at = written(last);
    const end = draft[last].length;
    put(last, tag, { from: at?.selectionStart ?? end, to: at?.selectionEnd ?? end });
  };
  const goTo = (field: Field, { from, to }: WrongTag) => {
    const at = written(field);
    at?.focus();
    at?.setSelectionRange(from, to);
  };
  const all = [
    ...tags.map(({ name, sample }) => ({ name, sample })),
    ...custom.map((key) => ({ name: `custom.${key}`, sample: say('wordings.custom') })),
  ];
  return (
    <div className="stack" ref={root}>
      {FIELDS.map((field) => (
        <div key={field} className="stack-small" onFocus={() => setLast(field)}>
          <TextField
            name={field}
            label={say(`wordings.${field}`)}
            value={draft[field]}
            onChange={(value) => onChange({ [field]: value })}
            maxLength={MOST[field]}
            isReadOnly={isFixed}
            isRequired
            {...(field === 'body' && { rows: 14, hint: isFixed ? undefined : say('wordings.body.hint') })}
            lang={locale}
          />
          <div role="status">
            {wrong[field].length > 0 && (
              <ul className="wrong-tags">
                {wrong[field].map((one) => (
                  <li key={one.from} className="row">
                    <span className="field-error">
                      {say(field === 'body' ? 'wordings.noTag.line' : 'wordings.noTag', {
                        tag: `{${one.tag}}`,
                        line: one.line,
                      })}
                    </span>
                    <Button look="quiet" onPress={() => goTo(field, one)}>
                      {say('wordings.goTo', { tag: `{${one.tag}}` })}
                    </Button>
                    {one.near !== undefined && (
                      <Button look="quiet" onPress={() => put(field, one.near ?? '', one)}>
                        {say('wordings.write', { tag: `{${one.near}}` })}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </div>
      ))}
      {!isFixed && (
        <div className="row">
          <Menu
            aria-label={say('wordings.insert')}
            onAction={(name) => insert(String(name))}
            trigger={
              <Button icon="plus">{say('wordings.insertInto', { field: say(`wordings.${last}`) })}</Button>
            }
          >
            {all.map(({ name, sample }) => (
              <MenuItem key={name} id={name} label={`{${name}} · ${sample}`} />
            ))}
          </Menu>
        </div>
      )}
    </div>
  );
}
