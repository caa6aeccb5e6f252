#!/bin/sh
# Trains the class archive: starts the service as it will be started, against an empty PostgreSQL,
# asks it a few things, stops it. Arguments: the folder of the built service, the archive to write.
# The environment names the database (YUNZHEN_DATABASE_URL, _USERNAME, _PASSWORD); JAVA_OPTS must be
# those of production, for an archive fits its flags and its JVM only.
set -eu
folder=$1
archive=$2
port=18080
base=http://127.0.0.1:$port

# None of these is reached or kept: they only have to pass for production's.
export QUARKUS_PROFILE=prod
export YUNZHEN_BASE_URL=https://training.example
export YUNZHEN_ISSUER_NAME=https://training.example/issuer
export YUNZHEN_ISSUER_JWKS_URL=https://training.example/jwks
export YUNZHEN_SEAL_SECRET=only-for-training
export YUNZHEN_INSURANCE_URL=https://training.example/insurance
export YUNZHEN_INSURANCE_SECRET=only-for-training
export YUNZHEN_CASH_URL=https://training.example/cash
export YUNZHEN_CASH_SECRET=only-for-training

cd "$folder"
# shellcheck disable=SC2086 # JAVA_OPTS is a list of options
java ${JAVA_OPTS:-} -XX:ArchiveClassesAtExit="$archive" \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=$port -jar quarkus-run.jar &
service=$!

tries=0
until curl -fs -m 2 $base/q/health/ready > /dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 120 ] || ! kill -0 $service 2> /dev/null; then
        echo "the service did not become ready" >&2
        exit 1
    fi
    sleep 0.5
done
for path in / /fhir/metadata /q/openapi /q/metrics /fhir/Patient/none; do
    curl -s -m 10 -o /dev/null "$base$path"
done
kill -TERM $service
# The archive is written as the process ends; its exit code is that of the signal.
wait $service || true
test -s "$archive"
