using System.Data.Common;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>A statement of PostgreSQL. Values are copied when it is sent or gathered, so that one statement may stand in a batch several times.</summary>
internal sealed class PostgreSqlStatement : Statement
{
    private static readonly UTF8Encoding Exact = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly PostgreSqlSession session;
    private readonly string text;
    private readonly string[] names;
    private readonly NpgsqlDbType[] types;
    private readonly object?[] values;
    private string? guarded;

    public PostgreSqlStatement(PostgreSqlSession session, string sql)
    {
        this.session = session;
        var found = new List<string>();
        text = Positional(sql, found);
        names = [.. found];
        types = new NpgsqlDbType[names.Length];
        values = new object?[names.Length];
    }

    /// <summary>To be used again: what was bound is forgotten.</summary>
    public void Enter() => Array.Clear(values);

    public override int Run() => session.Run(Command(text));

    public override void Send() => session.Send(Command(text));

    public override bool ChangesOne() => session.Presumes ? session.Presume(Command(guarded ??= Guard(text))) : Run() == 1;

    public override DbDataReader Read() => session.Read(Command(text));

    /// <summary>As it stands with its values.</summary>
    public NpgsqlBatchCommand Command() => Command(text);

    protected override Statement Set(string name, object? value, ValueKind kind)
    {
        var type = kind switch
        {
            ValueKind.Text => NpgsqlDbType.Text,
            ValueKind.Number => NpgsqlDbType.Integer,
            ValueKind.BigNumber => NpgsqlDbType.Bigint,
            ValueKind.Truth => NpgsqlDbType.Boolean,
            _ => NpgsqlDbType.Bytea,
        };
        // The driver would say so too, but only while it sends, when nobody knows any more whose text it was and how far the journey came.
        if (value is string told && told.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            _ = Exact.GetByteCount(told);
        return Set(name, value, type);
    }

    protected override Statement SetKey(string name, Guid? key) => Set(name, key, NpgsqlDbType.Uuid);

    // The server keeps its side until the connection ends.
    protected override void Dispose(bool disposing)
    {
    }

    private PostgreSqlStatement Set(string name, object? value, NpgsqlDbType type)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != name)
                continue;
            values[i] = value ?? DBNull.Value;
            types[i] = type;
            break;
        }

        return this;
    }

    private NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        for (var i = 0; i < names.Length; i++)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = types[i], Value = values[i] ?? throw new InvalidOperationException($"The statement's parameter {names[i]} has no value.") });
        return command;
    }

    /// <summary>Changes none: an error that aborts the transaction, so that the statements behind it in the batch never run.</summary>
    private static string Guard(string sql)
    {
        var main = MainOf(sql);
        return $"{(main == 0 ? "with " : $"{sql[..main].TrimEnd()}, ")}changed as ({sql[main..]} returning 1) select 1 / count(*) from changed";
    }

    /// <summary>Where the statement itself begins, behind the parts that <c>with</c> names: what changes rows may be named at the outermost place only.</summary>
    private static int MainOf(string sql)
    {
        if (!sql.StartsWith("with ", StringComparison.Ordinal))
            return 0;
        var depth = 0;
        for (var at = 0; at < sql.Length; at++)
        {
            depth += sql[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (sql[at] == ')' && depth == 0 && sql.AsSpan(at + 1).TrimStart() is [not ',', ..] main)
                return sql.Length - main.Length;
        }

        return 0;
    }

    // The driver's own numbering of named parameters would read the text anew at every use.
    private static string Positional(string sql, List<string> names)
    {
        var positional = new StringBuilder(sql.Length);
        for (var at = 0; at < sql.Length;)
        {
            var next = at + 1;
            if (sql[at] != '@')
            {
                positional.Append(sql[at]);
            }
            else
            {
                while (next < sql.Length && (char.IsAsciiLetterOrDigit(sql[next]) || sql[next] == '_'))
                    next++;
                var name = sql[at..next];
                if (!names.Contains(name))
                    names.Add(name);
                positional.Append('$').Append(names.IndexOf(name) + 1);
            }

            at = next;
        }

        return positional.ToString();
    }
}
