// Measures River: river-peer URL CONNECTIONS JOBS TIMELY RATE
//
// Puts JOBS jobs that do nothing into an empty database, starts one client and takes the time until all are completed.
// Then puts TIMELY jobs in one by one, RATE a second, and takes the time from each call to the start of its work. The
// settings are those of River's own benchmark command, but for the number of connections.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

type nothing struct {
	Organization string `json:"organization"`
	Provider     string `json:"provider"`
	Generation   int    `json:"generation"`
}

func (nothing) Kind() string { return "nothing" }

type nothingWorker struct {
	river.WorkerDefaults[nothing]
	left *atomic.Int64
	all  chan struct{}
}

func (w *nothingWorker) Work(context.Context, *river.Job[nothing]) error {
	if w.left.Add(-1) == 0 {
		close(w.all)
	}
	return nil
}

type timely struct {
	At int64 `json:"at"`
}

func (timely) Kind() string { return "timely" }

type timelyWorker struct {
	river.WorkerDefaults[timely]
	lock  sync.Mutex
	waits []float64
}

func (w *timelyWorker) Work(_ context.Context, job *river.Job[timely]) error {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.waits = append(w.waits, float64(time.Now().UnixNano()-job.Args.At)/1e3)
	return nil
}

func (w *timelyWorker) count() int {
	w.lock.Lock()
	defer w.lock.Unlock()
	return len(w.waits)
}

func main() {
	url := os.Args[1]
	connections, jobs, many, rate := number(2), number(3), number(4), number(5)
	ctx := context.Background()
	config := must(pgxpool.ParseConfig(url))
	config.MaxConns = int32(connections)
	pool := must(pgxpool.NewWithConfig(ctx, config))
	defer pool.Close()
	driver := riverpgxv5.New(pool)
	must(must(rivermigrate.New(driver, nil)).Migrate(ctx, rivermigrate.DirectionUp, nil))

	nothings := &nothingWorker{left: &atomic.Int64{}, all: make(chan struct{})}
	nothings.left.Store(int64(jobs))
	timelies := &timelyWorker{}
	workers := river.NewWorkers()
	river.AddWorker(workers, nothings)
	river.AddWorker(workers, timelies)
	client := must(river.NewClient(driver, &river.Config{
		FetchCooldown:     2 * time.Millisecond,
		FetchPollInterval: 20 * time.Millisecond,
		JobTimeout:        -1,
		Logger:            slog.New(slog.DiscardHandler),
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2_000}},
		Workers:           workers,
	}))

	inserting := time.Now()
	for left := jobs; left > 0; left -= 5_000 {
		part := make([]river.InsertManyParams, min(left, 5_000))
		for i := range part {
			part[i].Args = nothing{"org1", fmt.Sprintf("acme/p%d", left-i), 1}
		}
		must(client.InsertManyFast(ctx, part))
	}
	inserted := time.Since(inserting)
	must(pool.Exec(ctx, "VACUUM ANALYZE", pgx.QueryExecModeSimpleProtocol))

	starting := time.Now()
	check(client.Start(ctx))
	if jobs > 0 {
		<-nothings.all
	}
	until(func() bool {
		var left int
		check(pool.QueryRow(ctx,
			"SELECT count(*) FROM river_job WHERE state IN ('available', 'running')").Scan(&left))
		return left == 0
	})
	drained := time.Since(starting)

	for i, begun := 0, time.Now(); i < many; i++ {
		time.Sleep(time.Until(begun.Add(time.Duration(i) * time.Second / time.Duration(rate))))
		must(client.Insert(ctx, timely{time.Now().UnixNano()}, nil))
	}
	until(func() bool { return timelies.count() == many })
	check(client.Stop(ctx))

	said := map[string]any{
		"inserted_seconds": inserted.Seconds(),
		"drained_seconds":  drained.Seconds(),
	}
	if many > 0 {
		sort.Float64s(timelies.waits)
		said["p50_micros"] = timelies.waits[many/2]
		said["p99_micros"] = timelies.waits[many*99/100]
	}
	check(json.NewEncoder(os.Stdout).Encode(said))
}

func number(i int) int { return must(strconv.Atoi(os.Args[i])) }

func until(condition func() bool) {
	for !condition() {
		time.Sleep(5 * time.Millisecond)
	}
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
