#!/bin/sh
# Trains the class archive: starts the service as it will be started, asks it a few things, stops it.
# Arguments: the folder of the built service (quarkus-app), the archive to write.
#
# For production (the default) the environment names an empty PostgreSQL: YUNZHEN_DATABASE_URL,
# _USERNAME, _PASSWORD. With QUARKUS_PROFILE=demo the demo's package trains on its own, in a folder
# that is thrown away. JAVA_OPTS must be those of later starts: an archive fits its JVM, its flags and
# the very jars it was trained on.
set -eu
folder=$(cd "$1" && pwd)
archive=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
port=${TRAINING_PORT:-18080}
base=http://127.0.0.1:$port
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

export QUARKUS_PROFILE="${QUARKUS_PROFILE:-prod}"
if [ "$QUARKUS_PROFILE" = prod ]; then
    # None of these is reached or kept: they only have to pass for production's.
    export YUNZHEN_BASE_URL=https://training.example
    export YUNZHEN_ISSUER_NAME=https://training.example/issuer
    export YUNZHEN_ISSUER_JWKS_URL=https://training.example/jwks
    export YUNZHEN_SEAL_SECRET=only-for-training
    export YUNZHEN_INSURANCE_URL=https://training.example/insurance
    export YUNZHEN_INSURANCE_PAAS_ID=only-for-training
    export YUNZHEN_INSURANCE_SECRET=only-for-training
    export YUNZHEN_INSURANCE_FIXMEDINS_CODE=H00000000000
    export YUNZHEN_INSURANCE_FIXMEDINS_NAME=training
    export YUNZHEN_CASH_URL=https://training.example/cash
    export YUNZHEN_CASH_SECRET=only-for-training
fi

# From Java 25 on an archive holds the classes as they stand when linked, not only as they are read.
feature=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
if [ "$feature" -ge 25 ]; then
    writes=-XX:AOTCacheOutput=
else
    writes=-XX:ArchiveClassesAtExit=
fi

cd "$data"
# shellcheck disable=SC2086 # JAVA_OPTS is a list of options
java ${JAVA_OPTS:-} "$writes$archive" \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$port" \
    -jar "$folder/quarkus-run.jar" > "$data/log" 2>&1 &
service=$!

tries=0
until curl -fs -m 2 $base/q/health/ready > /dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 240 ] || ! kill -0 $service 2> /dev/null; then
        kill -KILL $service 2> /dev/null || true
        cat "$data/log" >&2
        echo "the service did not become ready" >&2
        exit 1
    fi
    sleep 0.5
done
# What is loaded now need not be read from jars later.
for path in / /fhir/metadata /q/openapi /q/metrics /fhir/Patient/none '/fhir/Patient?_count=1'; do
    curl -s -m 10 -o /dev/null "$base$path"
done
kill -TERM $service
# The archive is written as the process ends; its exit code is that of the signal.
wait $service || true
test -s "$archive" || { cat "$data/log" >&2; exit 1; }
