// Where a page number goes, so that it stands upright at the foot of the page as the eye sees it, whatever way the page was turned.

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The start of a line of text in the space of the page, and how it is turned (degrees, against the clock). */
export interface Place {
  readonly x: number
  readonly y: number
  readonly turn: number
}

const MARGIN = 14

/** At the right of the foot of the page, for text this wide. `box` is what is seen of the page, `rotate` its /Rotate. */
export function footOf(box: Box, rotate: number, width: number): Place {
  const turn = (((Math.round(rotate / 90) * 90) % 360) + 360) % 360
  const lying = turn === 90 || turn === 270
  const across = (lying ? box.height : box.width) - MARGIN - width
  const [x, y] = unturned(turn, box, across, MARGIN)
  return { x: box.x + x, y: box.y + y, turn }
}

/** From the page as it is seen to the page as it is written. */
function unturned(turn: number, { width, height }: Box, across: number, up: number): readonly [number, number] {
  if (turn === 90) return [width - up, across]
  if (turn === 180) return [width - across, height - up]
  if (turn === 270) return [up, height - across]
  return [across, up]
}
