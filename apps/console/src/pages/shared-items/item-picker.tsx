import '../../design/forms.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Icon } from '../../design/icons.js';
import { useSay } from '../../words/words.js';
import { type SharedItem, sharedItemsQuery } from './shared-item-queries.js';

/** Finds one of the things by some letters of its name. */
export function ItemPicker({
  label,
  left,
  onPick,
}: {
  readonly label: string;
  /** Those that are not offered. */
  readonly left: readonly string[];
  readonly onPick: (item: SharedItem | null) => void;
}) {
  const say = useSay();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<SharedItem | null>(null);
  const q = useDeferredValue(picked?.name === text ? '' : text.trim());
  const { data } = useInfiniteQuery(sharedItemsQuery(q));
  const items = (data?.pages[0]?.items ?? []).filter(({ id }) => !left.includes(id));
  const pick = (item: SharedItem | null) => {
    setPicked(item);
    onPick(item);
  };
  return (
    <ComboBox
      className="field"
      items={items}
      value={picked?.id ?? null}
      inputValue={text}
      onInputChange={(next) => {
        setText(next);
        if (picked && next !== picked.name) pick(null);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      onChange={(key) => {
        const item = items.find(({ id }) => id === key);
        if (!item) return;
        setText(item.name);
        pick(item);
      }}
    >
      <Label>{label}</Label>
      <div className="picker">
        <Input className="input" placeholder={say('shared-items.search')} />
        <Button className="picker-open">
          <Icon name="down" />
        </Button>
      </div>
      <Popover className="popover" offset={4}>
        <ListBox<SharedItem>
          className="menu"
          renderEmptyState={() => <p className="palette-none soft">{say('shared-items.pick.none')}</p>}
        >
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.name} className="menu-item">
              <span className="menu-words">
                <span className="cut">{item.name}</span>
                <span className="small soft cut">
                  {item.kind} · {item.externalId}
                </span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
