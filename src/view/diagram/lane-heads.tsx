import type { ReactNode } from 'react';
import { DEFAULT_ENDPOINTS, OPTEE_ID, SPMC_ID } from '../../abi/endpoint.ts';
import type { Lane, LanePlan } from '../../layout/lanes.ts';
import { fitted, sansWidth } from '../../layout/text-width.ts';
import { SECURE_WORLD_FACTS } from '../../store/session/secure-worlds.ts';
import { ACTORS, type ActorFacts, type WorldSide } from '../../trace/actors.ts';
import type { Actor } from '../../trace/event.ts';
import { sansScale } from '../parts/font.ts';
import css from './diagram.module.css';
import { BAND, HEAD, HEAD_TYPE, NUMBER, WORLD_BAND } from './sizes.ts';

type Title = Pick<ActorFacts, 'head' | 'short' | 'level'>;

/** The ids of the recorded machine. */
const ENDPOINTS = [SPMC_ID, OPTEE_ID].map((id) => `${DEFAULT_ENDPOINTS.get(id)} 0x${id.toString(16)}`).join(' · ');

/** What the column of a folded world is called. */
const WORLDS: Readonly<Record<WorldSide, Title>> = {
  normal: { head: 'Normal', short: 'N', level: 'EL0, EL1' },
  secure: { head: 'Secure', short: 'S', level: 'EL3 to S-EL1' },
};

/** An actor as the secure world of the run has it: its SPMC may run elsewhere. */
const actorOf = (actor: Actor, spmcLevel: string): Title =>
  actor === 'spmc' ? { ...ACTORS.spmc, level: spmcLevel } : ACTORS[actor];

const titleOf = (lane: Lane, spmcLevel: string): Title =>
  lane.stands.length > 1 ? WORLDS[lane.side] : actorOf(lane.actor, spmcLevel);

/** Where names stand: on the second line, that of the levels, where the lanes are crowded. */
const NAME = [37, 51] as const;

/** Width in pixels in the reader's own sans font. */
const width = (text: string, size: number, bold = false): number => sansWidth(text, size, bold) * sansScale(size);

interface Props {
  readonly plan: LanePlan;
  /** The secure world of the rows below: its SPMC runs in its own exception level. */
  readonly secure: string;
}

/** The heads of the lanes, grouped by world; they stay while the rows scroll. */
export function LaneHeads({ plan, secure: world }: Props): ReactNode {
  const spmcLevel = SECURE_WORLD_FACTS.find((w) => w.id === world)?.spmcLevel ?? ACTORS.spmc.level;
  const secure = plan.right - plan.edge - BAND - 24;
  const bandWidth = (text: string): number => width(text, HEAD_TYPE.band, true);
  const wide = bandWidth('Secure world') + width(ENDPOINTS, HEAD_TYPE.band) < secure;
  const nameWidth = (text: string): number => width(text, HEAD_TYPE.name, true);
  // Where even the short names touch, they stand on two lines in turn, and the levels give way.
  const crowded = plan.lanes.some(
    (lane, i) => nameWidth(titleOf(lane, spmcLevel).short) + 4 > roomOf(plan.lanes, i, plan),
  );
  const lines = crowded ? 2 : 1;
  return (
    <svg className={css.heads} height={HEAD} role="img" aria-label={description(plan, spmcLevel)}>
      <rect className={css.headNormal} x={plan.left} width={plan.edge - plan.left} height={WORLD_BAND} />
      <rect className={css.headSecure} x={plan.edge} width={plan.right - plan.edge} height={WORLD_BAND} />
      <rect className={css.worldNormal} x={plan.left} y={WORLD_BAND} width={plan.edge - plan.left} height={HEAD} />
      <rect className={css.worldSecure} x={plan.edge} y={WORLD_BAND} width={plan.right - plan.edge} height={HEAD} />
      <text className={css.world} x={plan.left + BAND} y={15}>
        {fitted('Normal world', plan.edge - plan.left - BAND - 2, bandWidth)}
        {wide && !plan.folded.includes('normal') ? (
          <tspan className={css.ids} dx={8}>
            VM 0x0000
          </tspan>
        ) : null}
      </text>
      <text className={css.world} x={plan.edge + BAND} y={15}>
        Secure world
      </text>
      {wide ? (
        <text className={`${css.ids} ${css.ends}`} x={plan.right - 10} y={15}>
          {ENDPOINTS}
        </text>
      ) : null}
      <text className={`${css.level} ${css.ends}`} x={plan.left - NUMBER} y={51}>
        Row
      </text>
      <text className={`${css.level} ${css.ends}`} x={plan.left - 10} y={51}>
        Ctx
      </text>
      {plan.lanes.map((lane, i) => {
        const title = titleOf(lane, spmcLevel);
        const room = roomOf(plan.lanes, i, plan);
        const name = !crowded && nameWidth(title.head) + 8 <= room ? title.head : title.short;
        return (
          <g key={lane.actor}>
            <text className={css.lane} x={Math.min(lane.x, plan.right - 2 - nameWidth(name) / 2)} y={NAME[i % lines]}>
              {name}
            </text>
            {crowded ? null : (
              <text className={css.level} x={lane.x} y={51}>
                {width(title.level, HEAD_TYPE.level) + 6 <= room ? title.level : (title.level.split(' ')[0] ?? '')}
              </text>
            )}
          </g>
        );
      })}
      <path className={css.edge} d={`M${plan.edge} 0V${HEAD}`} />
    </svg>
  );
}

/** The pixels that a lane's name may take, centred on the lane. */
function roomOf(lanes: readonly Lane[], i: number, plan: LanePlan): number {
  const x = (lanes[i] as Lane).x;
  const before = lanes[i - 1]?.x ?? 2 * plan.left - x;
  const after = lanes[i + 1]?.x ?? 2 * plan.right - x;
  return Math.min(x - before, after - x);
}

const description = (plan: LanePlan, spmcLevel: string): string => {
  const side = (which: WorldSide): string => {
    const lanes = plan.lanes
      .filter((l) => l.side === which)
      .flatMap((l) => l.stands)
      .map((a) => actorOf(a, spmcLevel))
      .map(({ head, level }) => `${head} (${level})`)
      .join(', ');
    return plan.folded.includes(which) ? `folded into one lane, ${lanes}` : lanes;
  };
  return `Lanes from left to right. Normal world: ${side('normal')}. Secure world: ${side('secure')}.`;
};
