"""The centre's spreadsheets become children, placements, stays, meetings and what else they hold: all, or none.

`reading` turns a folder into records with positions. `rows` and `checks` say what is wrong with them without
asking the database, and `allotting` finds a place for each stay. `known` and `writing` are the database's ends.
"""
