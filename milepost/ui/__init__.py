"""What the pages share: shell, session, controls, ways of showing."""
