using System.Text;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.SqlServer;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Tests.Lanes.SqlServer;

/// <summary>What is sent, without a server.</summary>
public sealed class SqlServerBatchTests
{
    [Fact]
    public void Statements_in_one_text_do_not_meet_each_others_parameters()
    {
        var batch = Batch(
            new BoundStatement(StatementText.Read("update t set a = @a, b = @b where id = @id and a <> @a"), [Number(1), Number(2), Number(3)]),
            new BoundStatement(StatementText.Read("delete from t where id = @id"), [Number(4)]));
        Assert.Equal("update t set a = @p0, b = @p1 where id = @p2 and a <> @p0;\ndelete from t where id = @p3;\n", batch);
    }

    [Fact]
    public void A_name_is_not_taken_for_the_beginning_of_a_longer_one_nor_a_function_for_a_parameter() =>
        Assert.Equal("select @p0, @p1, @@rowcount;\n", Batch(new BoundStatement(StatementText.Read("select @id, @id_2, @@rowcount"), [Number(1), Number(2)])));

    [Fact]
    public void A_statement_that_must_change_one_row_ends_the_batch_when_it_does_not()
    {
        var batch = Batch(
            new BoundStatement(StatementText.Read("update t set spent = 1 where spent = 0"), [], Counted.MustBeOne),
            new BoundStatement(StatementText.Read("insert into f values (1)"), []));
        Assert.Matches("""^update t set spent = 1 where spent = 0;\nif @@rowcount <> 1 throw 5\d{4}, N'[^']+', 1;\ninsert into f values \(1\);\n$""", batch);
    }

    [Fact]
    public void A_statement_whose_rows_are_counted_answers_with_the_number() =>
        Assert.Equal("delete from t;\nselect @@rowcount;\n", Batch(new BoundStatement(StatementText.Read("delete from t"), [], Counted.Told)));

    [Fact]
    public void Values_of_many_lengths_are_one_form_of_a_statement()
    {
        var parameters = new SqlCommand().Parameters;
        foreach (var length in new[] { 0, 1, 4000 })
        {
            new BoundStatement(StatementText.Read("select @a"), [new BoundValue(System.Data.SqlDbType.NVarChar, 4000, new string('x', length))]).AppendTo(new StringBuilder(), parameters);
        }

        Assert.All(parameters.Cast<SqlParameter>(), parameter => Assert.Equal(4000, parameter.Size));
    }

    [Fact]
    public void Keys_sort_by_the_time_they_were_made()
    {
        var (earlier, later) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMilliseconds(1)));
        Assert.True(StoredKey.Of(earlier).AsSpan().SequenceCompareTo(StoredKey.Of(later)) < 0);
    }

    private static BoundValue Number(int value) => new(System.Data.SqlDbType.Int, 0, value);

    private static string Batch(params BoundStatement[] statements)
    {
        var (text, parameters) = (new StringBuilder(), new SqlCommand().Parameters);
        foreach (var statement in statements)
            statement.AppendTo(text, parameters);
        Assert.Equal(statements.Sum(statement => statement.Values.Length), parameters.Count);
        return text.ToString();
    }
}
