/** The values of one line on a graduated axis: places in percent of its length. */
export interface GaugePin {
  readonly of: 'own' | 'other' | 'listed' | 'gap';
  readonly value: number;
  /** Where the value is. */
  readonly at: number;
  /** Where its label is: the same, kept within the axis. */
  readonly labelAt: number;
  /** Above the axis, below it, or a second row below. */
  readonly row: 'up' | 'down' | 'low';
}

export interface Gauge {
  readonly from: number;
  readonly to: number;
  /** Distance between two long and two short ticks, percent. */
  readonly long: number;
  readonly short: number;
  readonly pins: readonly GaugePin[];
  /** From the one offer to the other. */
  readonly gap: { readonly at: number; readonly width: number } | null;
}

/** Labels closer than this share of the axis would touch. */
const ROOM = 18;
const WIDE_ROOM = 26;
const WIDE = 10_000_000;

/** Thousandths of a percent are finer than any screen. */
const percent = (share: number): number => Math.round(share * 100_000) / 1_000;

const niceUnit = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10;
  return factor * power;
};

/**
 * The rule of the labels: offers above, the listed price below; of two offers that would touch, the lower one goes
 * below. Null when there are not two different values to compare.
 */
export function gaugeOf(values: {
  readonly own: number | null;
  readonly other: number | null;
  readonly listed: number | null;
}): Gauge | null {
  const { own, other, listed } = values;
  const known = [own, other, listed].filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  if (known.length < 2 || least === most) return null;

  const unit = niceUnit(Math.max((most - least) / 2, 10));
  const round = Math.floor(least / unit) * unit;
  const from = Math.max(0, least - round < unit / 2 ? round - unit : round);
  const top = Math.ceil(most / unit) * unit;
  const to = top - most < unit / 2 ? top + unit : top;
  const place = (value: number) => percent((value - from) / (to - from));
  const room = most >= WIDE ? WIDE_ROOM : ROOM;
  const apart = (a: number, b: number) => Math.abs(a - b) >= room;
  const within = (at: number) => Math.min(100 - room / 2, Math.max(room / 2, at));
  const pin = (of: GaugePin['of'], value: number, row: GaugePin['row'], at = place(value)): GaugePin => ({
    of,
    value,
    at,
    labelAt: within(at),
    row,
  });

  const offers = [
    ...(own === null ? [] : [pin('own', own, 'up')]),
    ...(other === null ? [] : [pin('other', other, 'up')]),
  ];
  const [first, second] = offers.sort((a, b) => a.value - b.value);
  const pins: GaugePin[] =
    first && second && !apart(first.labelAt, second.labelAt) ? [{ ...first, row: 'down' }, second] : offers;
  const free = (row: GaugePin['row'], at: number) => pins.every((each) => each.row !== row || apart(each.labelAt, at));
  if (listed !== null) {
    const at = within(place(listed));
    const row = free('down', at) ? 'down' : free('up', at) ? 'up' : 'low';
    pins.push(pin('listed', listed, row));
  }
  const gap =
    first && second && first.value !== second.value
      ? { at: first.at, width: percent((second.at - first.at) / 100) }
      : null;
  if (gap && first && second) {
    const middle = gap.at + gap.width / 2;
    // What is between the two is told where there is room for it, and nowhere else.
    if (free('down', within(middle))) pins.push(pin('gap', second.value - first.value, 'down', middle));
  }
  return {
    from,
    to,
    long: (unit / 2 / (to - from)) * 100,
    short: (unit / 10 / (to - from)) * 100,
    pins,
    gap,
  };
}
