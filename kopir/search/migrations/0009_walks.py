"""How far one looks for what the journal did not tell."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0008_effects_are_documents'),
    ]

    operations = [
        migrations.CreateModel(
            name='Walk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12, unique=True)),
                ('after', models.CharField(blank=True, max_length=20)),
                ('is_hurried', models.BooleanField(default=False)),
            ],
        ),
    ]
