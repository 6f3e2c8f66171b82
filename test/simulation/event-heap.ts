/** Something that is to happen at a time. */
export interface PlannedEvent {
  time: number;
  /** Which of the events of one time is first: the smaller one. */
  tie: number;
  /** Which of the events of one time and tie is first: they keep their order. */
  order: number;
  readonly run: () => void;
  /** Who lives through it; events without one always happen. */
  readonly owner: EventOwner | undefined;
  isCancelled: boolean;
}

/** Somebody who may be dead or paused when an event is due. */
export interface EventOwner {
  /** True when the event may happen now. Otherwise the owner has kept it for later, or never. */
  admit(event: PlannedEvent): boolean;
}

/** Events in the order in which they happen. */
export interface EventHeap {
  push(event: PlannedEvent): void;
  /** The first one; cancelled ones are forgotten on the way. */
  peek(): PlannedEvent | undefined;
  pop(): PlannedEvent | undefined;
}

/** Opens a binary heap. */
export function openEventHeap(): EventHeap {
  const heap: PlannedEvent[] = [];
  const pop = () => {
    const [first] = heap;
    const last = heap.pop();
    if (first !== undefined && last !== undefined && last !== first) sink(heap, last);
    return first;
  };
  return {
    push: (event) => rise(heap, event),
    pop,
    peek() {
      while (heap[0]?.isCancelled) pop();
      return heap[0];
    },
  };
}

/** True when `one` happens before `other`. */
export function isBefore(one: PlannedEvent, other: PlannedEvent): boolean {
  if (one.time !== other.time) return one.time < other.time;
  return one.tie === other.tie ? one.order < other.order : one.tie < other.tie;
}

function rise(heap: PlannedEvent[], event: PlannedEvent): void {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(event, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = event;
}

function sink(heap: PlannedEvent[], event: PlannedEvent): void {
  let place = 0;
  for (;;) {
    const below = smallerChild(heap, place);
    const child = heap[below];
    if (child === undefined || !isBefore(child, event)) break;
    heap[place] = child;
    place = below;
  }
  heap[place] = event;
}

function smallerChild(heap: readonly PlannedEvent[], place: number): number {
  const left = 2 * place + 1;
  const [one, other] = [heap[left], heap[left + 1]];
  return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
}
