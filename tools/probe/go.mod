module renderowl/monitoring/tools/probe

go 1.26
