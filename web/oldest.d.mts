export function missing(): { readonly statics: ReadonlySet<string>; readonly globals: ReadonlySet<string>; readonly members: ReadonlySet<string> }
export function takeAway(): string
