// An application in words, for who files it and for who takes it in: parts of facts, each said once.
import { say } from "../page/words.ts"
import { addressLines, type Application, type ApplicationParty, type Contact } from "./application.ts"

export interface Part {
  readonly title: string
  readonly rows: readonly (readonly [string, string])[]
}

/** `day` writes a day in the reader's words. */
export function applicationParts(application: Application, day: (day: string) => string): Part[] {
  const parties = application.parties.map((party, at) => partyPart(party, numberOf(application.parties, at), day))
  return [...parties, claimPart(application), hearingPart(application)]
}

function numberOf(parties: readonly ApplicationParty[], at: number): string {
  const role = parties[at]?.role ?? "claimant"
  const same = parties.filter((party) => party.role === role).length
  const number = parties.slice(0, at + 1).filter((party) => party.role === role).length
  return same === 1 ? say(role) : say(`${role}Number`, { n: number })
}

function partyPart(party: ApplicationParty, title: string, day: (day: string) => string): Part {
  const { representative } = party
  const rows: [string, string][] = [
    [say("rowName"), party.name],
    [say("rowShortName"), party.shortName],
    [say("rowKind"), say(party.kind === "person" ? "kindPerson" : "kindLegal")],
    [say("rowAddress"), addressLines(party.address).join("\n")],
  ]
  if (representative === null) rows.push([say("rowRepresentative"), say(party.representation === "unknown" ? "notKnown" : "inPerson")])
  else {
    const who = [representative.name, representative.office, representative.number === "" ? "" : `BAR ${representative.number}`]
    rows.push([say("rowRepresentative"), who.filter((text) => text !== "").join(", ")])
    rows.push([say("rowContact"), contacts(representative.phone, representative.email)])
  }
  if (representative === null) rows.push([say("rowContact"), contacts(party.phone, party.email)])
  return { title, rows: [...rows, [say("rowDays"), daysText(party, day)]] }
}

function contacts(phone: Contact, email: Contact): string {
  const told = [phone ?? say("phoneNotKnown"), email ?? say("emailNotKnown")]
  return told.filter((text) => text !== "").join("\n") || say("nothingSaid")
}

function daysText({ unavailable: { answer, days } }: ApplicationParty, day: (day: string) => string): string {
  if (answer === "days") return days.map(day).join("\n")
  return say({ none: "daysNone", unknown: "daysUnknown", "not given": "daysNotGiven" }[answer])
}

function claimPart(application: Application): Part {
  const asked = (reason: string | null) => (reason === null ? say("no") : say("yesBecause", { reason }))
  return {
    title: say("partClaim"),
    rows: [
      [say("rowClaim"), application.claim],
      [say("rowUrgency"), asked(application.urgency)],
      [say("rowShortening"), asked(application.shortening)],
    ],
  }
}

function hearingPart(application: Application): Part {
  const { longer, othersAsked, interpreter, recordings, channel } = application
  const asked = say(othersAsked.asked ? "yes" : "no")
  return {
    title: say("partHearing"),
    rows: [
      [say("rowLonger"), longer === null ? say("no") : say("longerText", { n: longer.minutes, reason: longer.reason })],
      [say("rowInterpreter"), interpreter ?? say("no")],
      [say("rowRecordings"), recordings ?? say("no")],
      [say("rowOthersAsked"), othersAsked.said === "" ? asked : `${asked}. ${othersAsked.said}`],
      [say("rowChannel"), say(channel === "digital" ? "channelDigital" : "channelMail")],
    ],
  }
}
