/** Time as the stand-in's Google knows it: it passes between commands of Terraform, and where one sleeps. */
export interface TerraformClock {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  /** Lets time pass once nothing else happens any more: what does not wait for it comes before it. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Something happens. */
  readonly touch: () => void;
}

/** How long nothing happens before those wake who sleep: Terraform, on a busy machine, asks for what is next in less. */
const QUIET_MS = 1_500;

export function openClock(): TerraformClock {
  let time = 0;
  let timer: NodeJS.Timeout | undefined;
  let sleeping: readonly { readonly until: number; readonly wake: () => void }[] = [];

  function touch(): void {
    clearTimeout(timer);
    timer = sleeping.length === 0 ? undefined : setTimeout(wakeNext, QUIET_MS);
  }

  function wakeNext(): void {
    const first = Math.min(...sleeping.map(({ until }) => until));
    time = Math.max(time, first);
    const due = sleeping.filter(({ until }) => until <= time);
    sleeping = sleeping.filter(({ until }) => until > time);
    for (const { wake } of due) wake();
    touch();
  }

  return {
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    sleep: (ms) => {
      return new Promise((wake) => {
        sleeping = [...sleeping, { until: time + ms, wake }];
        touch();
      });
    },
    touch,
  };
}
