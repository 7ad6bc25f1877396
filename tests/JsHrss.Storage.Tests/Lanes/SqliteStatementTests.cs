using JsHrss.Storage.Lanes;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Lanes;

public sealed class SqliteStatementTests : IAsyncLifetime
{
    private const string Echo = "select @text, @bytes, @key, @number, @truth";

    private TestStore store = null!;
    private StatementCache statements = null!;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(TestDatabase.Sqlite);
        statements = store.Get<IHallDatabase>().OpenReader();
    }

    public ValueTask DisposeAsync()
    {
        statements.Dispose();
        return store.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(70_000)]
    public void Values_come_back_as_they_were_bound(int length)
    {
        var text = new string('字', length / 3) + new string('a', length % 3);
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        var key = Guid.CreateVersion7();
        for (var run = 0; run < 3; run++)
        {
            using var row = statements.Get(Echo).Bind("@text", text).Bind("@bytes", bytes).Bind("@key", key).Bind("@number", long.MinValue + run).Bind("@truth", true).Read();
            Assert.True(row.Read());
            Assert.Equal(text, row.GetString(0));
            Assert.Equal(bytes, row.GetBytes(1));
            Assert.Equal(key, row.GetKey(2));
            Assert.Equal(long.MinValue + run, row.GetInt64(3));
            Assert.True(row.GetBoolean(4));
            Assert.False(row.Read());
        }
    }

    [Fact]
    public void What_an_earlier_use_bound_is_forgotten()
    {
        using (var row = statements.Get(Echo).Bind("@text", "a").Bind("@bytes", [1]).Bind("@key", Guid.Empty).Bind("@number", 1).Bind("@truth", false).Read())
            Assert.True(row.Read());
        using var second = statements.Get(Echo).Bind("@text", (string?)null).Bind("@bytes", (byte[]?)null).Bind("@key", (Guid?)null).Bind("@number", (long?)null).Bind("@truth", false).Read();
        Assert.True(second.Read());
        Assert.All(Enumerable.Range(0, 4), column => Assert.True(second.IsDBNull(column)));
    }

    [Fact]
    public void A_parameter_that_nobody_bound_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => statements.Get(Echo).Bind("@text", "a").Bind("@bytes", [1]).Bind("@number", 1).Bind("@truth", true).Read());
        Assert.Contains("@key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_is_not_used_again_while_its_rows_are_read()
    {
        using var row = statements.Get("select 1 union all select 2").Read();
        Assert.True(row.Read());
        Assert.Throws<InvalidOperationException>(() => statements.Get("select 1 union all select 2"));
    }
}
