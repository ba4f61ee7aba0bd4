# fish completion for qingshan
complete -c qingshan -f
complete -c qingshan -n __fish_use_subcommand -a demo -d 'write a demonstration district'
complete -c qingshan -n __fish_use_subcommand -a check -d 'say what is wrong or doubtful in a district folder'
complete -c qingshan -n __fish_use_subcommand -a account -d 'compute or verify an account'
complete -c qingshan -n __fish_use_subcommand -a explain -d 'split the change between two accounts into causes'
complete -c qingshan -n __fish_use_subcommand -a terrain -d 'one product of an elevation model'
complete -c qingshan -n __fish_use_subcommand -a zonal -d 'statistics of polygons over rasters'
complete -c qingshan -n __fish_use_subcommand -a help -d 'how a command is used'
complete -c qingshan -n __fish_use_subcommand -a version -d 'which program this is'
complete -c qingshan -l lang -x -a 'zh en' -d language
complete -c qingshan -s q -d 'no progress'
complete -c qingshan -n '__fish_seen_subcommand_from demo check account explain' -a '(__fish_complete_directories)'
complete -c qingshan -n '__fish_seen_subcommand_from account' -a verify -d 'compute again and compare'
complete -c qingshan -n '__fish_seen_subcommand_from help' -a 'demo check account explain terrain zonal version'
complete -c qingshan -n '__fish_seen_subcommand_from demo' -l cell -x -a '100 30 10' -d 'side of a cell in metres'
complete -c qingshan -n '__fish_seen_subcommand_from demo account explain zonal' -l jobs -x -d threads
complete -c qingshan -n '__fish_seen_subcommand_from check account' -l year -x -d 'year, or FIRST..LAST'
complete -c qingshan -n '__fish_seen_subcommand_from check account explain' -l json -d 'print JSON'
complete -c qingshan -n '__fish_seen_subcommand_from account explain' -l out -x -a '(__fish_complete_directories)' -d 'folder for the results'
complete -c qingshan -n '__fish_seen_subcommand_from account' -l block -x -a '256 512 1024' -d 'cells a side that are read at once'
complete -c qingshan -n '__fish_seen_subcommand_from account' -l maps -d 'also write maps'
complete -c qingshan -n '__fish_seen_subcommand_from account' -l dry-run -d 'say what would be done'
complete -c qingshan -n '__fish_seen_subcommand_from account' -l diagnose -x -a '(__fish_complete_directories)' -d 'folder for maps of holes'
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -F -a 'fill flow accumulate streams distance basins slope ls'
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -l method -x -a 'd8 mfd dinf' -d routing
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -l weights -r -F -d 'raster of weights'
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -l threshold -x -d 'cells that make a stream'
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -l outlets -r -F -d 'points of basins'
complete -c qingshan -n '__fish_seen_subcommand_from terrain' -l snap -x -d 'cells that an outlet may move'
complete -c qingshan -n '__fish_seen_subcommand_from zonal' -F
complete -c qingshan -n '__fish_seen_subcommand_from zonal' -s o -r -F -d 'CSV file'
complete -c qingshan -n '__fish_seen_subcommand_from zonal' -l stats -x -a 'count sum mean min max stdev median majority fraction' -d statistics
complete -c qingshan -n '__fish_seen_subcommand_from zonal' -l key -x -d 'field of the first column'
complete -c qingshan -n '__fish_seen_subcommand_from zonal' -l layer -x -d 'layer of the zones'
