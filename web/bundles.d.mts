import type { BuildOptions, Plugin } from "esbuild"

export function oldest(root: string): Promise<string[]>
export function bundling(
  root: string, points: readonly string[], out: string, also?: { watching?: boolean; plugins?: readonly Plugin[] },
): Promise<BuildOptions>
