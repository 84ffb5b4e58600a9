import { Choices } from '../../design/choices.js';
import { TextField } from '../../design/fields.js';
import { Tick } from '../../design/ticks.js';
import { toggled } from '../../design/toggled.js';
import { useSay } from '../../words/words.js';
import { useEventName } from './event-names.js';
import { AREAS, eventsOf } from './webhook-events.js';
import type { EndpointDraft } from './endpoint-drafts.js';

interface Props {
  readonly draft: EndpointDraft;
  readonly onChange: (change: Partial<EndpointDraft>) => void;
}

/** Where events are sent, what for, and which. */
export function EndpointFields({ draft, onChange }: Props) {
  const say = useSay();
  const eventName = useEventName();
  return (
    <>
      <TextField
        name="url"
        label={say('webhooks.url')}
        hint={say('webhooks.url.hint')}
        placeholder="https://"
        value={draft.url}
        onChange={(url) => onChange({ url })}
        maxLength={1_000}
        isRequired
        autoFocus
      />
      <TextField
        name="description"
        label={say('webhooks.description')}
        hint={say('webhooks.description.hint')}
        value={draft.description}
        onChange={(description) => onChange({ description })}
        maxLength={200}
      />
      <Choices
        label={say('webhooks.events')}
        value={draft.isAll ? 'all' : 'some'}
        choices={(['all', 'some'] as const).map((value) => ({
          value,
          words: say(`webhooks.events.choice.${value}`),
        }))}
        onChange={(choice) => onChange({ isAll: choice === 'all' })}
      />
      {!draft.isAll && (
        <div className="event-areas">
          {AREAS.map((area) => (
            <fieldset key={area} className="event-area">
              <legend className="form-name">{say(`webhooks.area.${area}`)}</legend>
              {eventsOf(area).map((type) => (
                <Tick
                  key={type}
                  isSelected={draft.events.includes(type)}
                  onChange={(is) => onChange({ events: toggled(draft.events, type, is) })}
                >
                  {eventName(type)}
                  <code className="soft event-type">{type}</code>
                </Tick>
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </>
  );
}
