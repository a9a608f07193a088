"""People: who works on projects."""

from __future__ import annotations

from pydantic import ConfigDict

from server.api.message import Message
from server.api.operation import Answer, Body, Operation
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PERSON_ID, WRITER, RoleName, Time, Uuid


class Person(Message):
    """Somebody who works on projects."""

    id: Uuid
    """What the header `Person` of their requests has."""
    name: str
    role: RoleName
    """What they may do: `annotator`, `reviewer` or `lead`."""
    has_token: bool
    """Whether only those who know a personal token may act under this name."""
    made: Time


class People(Message):
    """All people."""

    people: list[Person]
    """By name."""


class NewPerson(Message):
    """A name that somebody picks or makes."""

    model_config = ConfigDict(strict=True)

    name: str
    """1 to 100 characters, all of which can be seen."""


class PersonChange(Message):
    """What is to be changed of a person."""

    model_config = ConfigDict(strict=True)

    role: RoleName
    """The new role."""


class NewToken(Message):
    """A personal token that was made."""

    person: Person
    token: str
    """Shown this once; it goes into the header `Person-Token`."""


LIST_PEOPLE = Operation(
    id="listPeople",
    method="get",
    path="/api/v1/people",
    tag="People",
    summary="List the people",
    description="""
    Everybody who ever worked on a project here, for somebody to pick their name from.
    """,
    answers={200: Answer("The people.", json=People)},
    refusals=READS,
    shell="""
    curl --fail "$server/api/v1/people"
    """,
    python="""
    everybody = get_json("/api/v1/people")["people"]
    """,
)

MAKE_PERSON = Operation(
    id="makePerson",
    method="post",
    path="/api/v1/people",
    tag="People",
    summary="Pick or make a name",
    description="""
    The person of a name, made where there is none. The first of all is a lead; whoever comes
    later is an annotator until a lead gives them another role. There are no accounts: who has the
    server's access token may act under any name, unless that person has a personal token.
    """,
    body=Body(json=NewPerson, required=True),
    answers={
        200: Answer("The person was there already.", json=Person),
        201: Answer("The person is new.", json=Person),
    },
    refusals=WRITES,
    shell=r"""
    first_id() { grep --only-matching '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4; }
    person=$(curl --fail --json '{"name": "Ada"}' "$server/api/v1/people" | first_id)
    """,
    python=r"""
    def send(method, path, body=None, **headers):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(server + path, data=data, method=method)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        with urllib.request.urlopen(request) as response:
            text = response.read()
        return json.loads(text) if text else None


    ada = send("POST", "/api/v1/people", {"name": "Ada"})
    me = {"Person": ada["id"]}
    """,
)

CHANGE_PERSON = Operation(
    id="changePerson",
    method="patch",
    path="/api/v1/people/{person_id}",
    tag="People",
    summary="Give somebody a role",
    description="""
    A lead gives roles. There is always one lead at least; an operator can make one with
    `python -m dataengine role`.
    """,
    parameters=(PERSON_ID, *WRITER),
    body=Body(json=PersonChange, required=True),
    answers={200: Answer("The person with the role.", json=Person)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PATCH --header "Person: $person" --json '{"role": "lead"}' \
        "$server/api/v1/people/$person"
    """,
    python=r"""
    ben = send("POST", "/api/v1/people", {"name": "Ben"})
    send("PATCH", f"/api/v1/people/{ben['id']}", {"role": "reviewer"}, **me)
    """,
)

GIVE_TOKEN = Operation(
    id="giveToken",
    method="post",
    path="/api/v1/people/{person_id}/token",
    tag="People",
    summary="Make a personal token",
    description="""
    From now on only requests with this token in `Person-Token` may act under this name. People
    make their own; a lead makes anybody's, in place of one that was lost.
    """,
    parameters=(PERSON_ID, *WRITER[:2]),
    answers={201: Answer("The token, which is shown this once.", json=NewToken)},
    refusals=WRITES,
    shell=r"""
    ben=$(curl --fail --json '{"name": "Ben"}' "$server/api/v1/people" | first_id)
    curl --fail --request POST --header "Person: $person" "$server/api/v1/people/$ben/token"
    """,
    python=r"""
    token = send("POST", f"/api/v1/people/{ben['id']}/token", **me)["token"]
    """,
)

DROP_TOKEN = Operation(
    id="dropToken",
    method="delete",
    path="/api/v1/people/{person_id}/token",
    tag="People",
    summary="Drop a personal token",
    description="""
    Lets everybody of the team act under this name again.
    """,
    parameters=(PERSON_ID, *WRITER[:2]),
    answers={200: Answer("The person, without a token.", json=Person)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" "$server/api/v1/people/$ben/token"
    """,
    python=r"""
    send("DELETE", f"/api/v1/people/{ben['id']}/token", **me)
    """,
)
