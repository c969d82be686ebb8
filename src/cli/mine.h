/* mine.h - ocrmend dict mine: see dict.c. */
#ifndef CLI_MINE_H
#define CLI_MINE_H

/* argv[0] is "mine"; returns the exit status. */
int cli_mine(int argc, char **argv);

#endif
